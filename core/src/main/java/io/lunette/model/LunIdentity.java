package io.lunette.model;

/**
 * What a logical unit answers to INQUIRY (T10 SPC-4 section 6.6): vendor, product and revision trimmed of their padding,
 * serial of VPD page 0x80, designator of page 0x83, and the capacity of READ CAPACITY(16).
 */
public record LunIdentity(
        String vendor, String product, String revision, String serial, Wwid wwid, ByteCount size, int blockBytes) {}

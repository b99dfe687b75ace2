package io.lunette.model;

/**
 * What a logical unit answers to INQUIRY (T10 SPC-4 section 6.6): vendor, product and revision trimmed of their padding,
 * serial of VPD page 0x80, designator of page 0x83, and the capacity of READ CAPACITY(16).
 */
public record LunIdentity(
        String vendor, String product, String revision, String serial, Wwid wwid, ByteCount size, int blockBytes) {

    /**
     * Whether both are what one LUN says, whatever else it changed: neither its WWID nor its serial ever does. A host's
     * kernel tells no serial.
     */
    public boolean isOfSameLun(LunIdentity other) {
        boolean untold = serial.isEmpty() || other.serial.isEmpty();
        return wwid.equals(other.wwid) && (untold || serial.equals(other.serial));
    }

    /** What tells the LUN from others, for people: {@code naa.6001405... with serial 8f3a}. */
    public String name() {
        return wwid + (serial.isEmpty() ? " without a serial" : " with serial " + serial);
    }
}

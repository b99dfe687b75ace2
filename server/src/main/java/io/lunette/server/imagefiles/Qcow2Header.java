package io.lunette.server.imagefiles;

import io.lunette.failure.Parsed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What the header of a qcow2 image says, as far as it must be known before a tool opens it. Read by ourselves: a tool that
 * probes an untrusted image may already open the files that it names (CVE-2024-32498). Layout: QEMU's docs/interop/qcow2.txt.
 *
 * @param virtualSizeBytes what a disk made of it has
 */
record Qcow2Header(long virtualSizeBytes) {
    /** As much of the file as {@link #parse} wants to see. */
    static final int ENOUGH_BYTES = 64 * 1024;

    private static final int MAGIC = 0x514649fb;
    private static final int VERSION_2_LENGTH = 72;
    private static final int VERSION_3_LENGTH = 104;
    private static final long LARGEST_DISK_BYTES = 1L << 50;
    private static final int SECTOR_BYTES = 512;

    private static final long CORRUPT = 1L << 1;
    private static final long EXTERNAL_DATA_FILE = 1L << 2;
    private static final long KNOWN_FEATURES = 0b11111;

    private static final int END_OF_EXTENSIONS = 0;
    private static final int EXTERNAL_DATA_FILE_NAME = 0x44415441;
    private static final int BACKING_FORMAT = 0xe2792aca;
    private static final int ENCRYPTION = 0x0537be77;

    static boolean isQcow2(byte[] start) {
        return start.length >= Integer.BYTES && ByteBuffer.wrap(start).getInt() == MAGIC;
    }

    /**
     * The header, or why the image must not be used: it names a backing file or a data file, is encrypted, is marked corrupt,
     * has features unknown here, or is no qcow2 image. {@code start}: its first {@value #ENOUGH_BYTES} bytes, or all of it.
     */
    static Parsed<Qcow2Header> parse(byte[] start) {
        if (!isQcow2(start)) {
            return Parsed.invalid("it is not a qcow2 image");
        }
        try {
            return parse(ByteBuffer.wrap(start));
        } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
            return Parsed.invalid("its qcow2 header is cut off");
        }
    }

    private static Parsed<Qcow2Header> parse(ByteBuffer header) {
        int version = header.getInt(4);
        int clusterBits = header.getInt(20);
        long size = header.getLong(24);
        if (version != 2 && version != 3) {
            return Parsed.invalid("it is qcow2 of version " + Integer.toUnsignedString(version) + "; 2 and 3 are read");
        }
        if (header.getLong(8) != 0 || header.getInt(16) != 0) {
            return Parsed.invalid("it names a backing file, which could be any file of this host");
        }
        if (clusterBits < 9 || clusterBits > 21) {
            return Parsed.invalid("its clusters have an impossible size");
        }
        if (size < 0 || size > LARGEST_DISK_BYTES || size % SECTOR_BYTES != 0) {
            return Parsed.invalid("its disk has an impossible size");
        }
        if (header.getInt(32) != 0) {
            return Parsed.invalid("it is encrypted");
        }
        return version == 2
                ? extensions(header, VERSION_2_LENGTH, clusterBits, size)
                : features(header, clusterBits, size);
    }

    private static Parsed<Qcow2Header> features(ByteBuffer header, int clusterBits, long size) {
        long features = header.getLong(72);
        int length = header.getInt(100);
        if ((features & EXTERNAL_DATA_FILE) != 0) {
            return Parsed.invalid("it keeps its data in another file, which could be any file of this host");
        }
        if ((features & CORRUPT) != 0) {
            return Parsed.invalid("it is marked as corrupt");
        }
        if ((features & ~KNOWN_FEATURES) != 0) {
            return Parsed.invalid("it needs features that are not known here");
        }
        if (length < VERSION_3_LENGTH || length > (1 << clusterBits) || length % Long.BYTES != 0) {
            return Parsed.invalid("its header has an impossible length");
        }
        return extensions(header, length, clusterBits, size);
    }

    private static Parsed<Qcow2Header> extensions(ByteBuffer header, int start, int clusterBits, long size) {
        long end = Math.min(1L << clusterBits, ENOUGH_BYTES);
        long position = start;
        while (position + 2 * Integer.BYTES <= end) {
            int type = header.getInt((int) position);
            long length = Integer.toUnsignedLong(header.getInt((int) position + Integer.BYTES));
            if (type == END_OF_EXTENSIONS) {
                return Parsed.valid(new Qcow2Header(size));
            }
            if (type == EXTERNAL_DATA_FILE_NAME || type == BACKING_FORMAT) {
                return Parsed.invalid("it names another file, which could be any file of this host");
            }
            if (type == ENCRYPTION) {
                return Parsed.invalid("it is encrypted");
            }
            position += 2 * Integer.BYTES + Math.ceilDiv(length, Long.BYTES) * Long.BYTES;
        }
        return position <= end && end == 1L << clusterBits
                ? Parsed.valid(new Qcow2Header(size))
                : Parsed.invalid("its header extensions go on for too long");
    }
}

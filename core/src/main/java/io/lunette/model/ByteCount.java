package io.lunette.model;

/** A size in bytes. */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
    public static final long GIB = 1L << 30;

    public ByteCount {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    public static ByteCount ofGiB(long gib) {
        return new ByteCount(Math.multiplyExact(gib, GIB));
    }

    public static ByteCount ofMiB(long mib) {
        return new ByteCount(Math.multiplyExact(mib, 1L << 20));
    }

    /** Whole GiB, rounded up: what a volume must have to hold this many bytes. */
    public long ceilGiB() {
        return Math.ceilDiv(bytes, GIB);
    }

    @Override
    public int compareTo(ByteCount other) {
        return Long.compare(bytes, other.bytes);
    }
}

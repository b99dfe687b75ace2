package io.lunette.server.imagefiles;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Headers of qcow2 images, right and wrong. */
final class Qcow2Samples {
    static final long SIZE = 10L << 20;

    private Qcow2Samples() {}

    /** A version 3 header without extensions, changed by {@code change}. */
    static byte[] header(Consumer<ByteBuffer> change) {
        ByteBuffer header = ByteBuffer.allocate(512);
        header.putInt(0, 0x514649fb)
                .putInt(4, 3)
                .putInt(20, 16)
                .putLong(24, SIZE)
                .putInt(100, 104);
        change.accept(header);
        return header.array();
    }

    static byte[] header() {
        return header(unchanged -> {});
    }
}

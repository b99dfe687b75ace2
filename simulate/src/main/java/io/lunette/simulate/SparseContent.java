package io.lunette.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What is on a simulated LUN: the blocks that are not all zeroes, by number. */
final class SparseContent {
    private static final int BLOCK = 1 << 16;

    private final Map<Long, byte[]> blocks = new TreeMap<>();

    static SparseContent none() {
        return new SparseContent();
    }

    static SparseContent of(Path file) throws IOException {
        SparseContent content = new SparseContent();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = in.readNBytes(BLOCK);
            for (long number = 0; block.length > 0; number++) {
                content.put(number, block);
                block = in.readNBytes(BLOCK);
            }
        }
        return content;
    }

    private void put(long number, byte[] block) {
        if (!Arrays.equals(block, new byte[block.length])) {
            blocks.put(number, Arrays.copyOf(block, BLOCK));
        }
    }

    byte[] read(long from, int bytes) {
        byte[] data = new byte[bytes];
        for (int at = 0; at < bytes; ) {
            int within = (int) ((from + at) % BLOCK);
            int length = Math.min(BLOCK - within, bytes - at);
            byte[] block = blocks.get((from + at) / BLOCK);
            if (block != null) {
                System.arraycopy(block, within, data, at, length);
            }
            at += length;
        }
        return data;
    }
}

package io.lunette.server.iscsi.tgt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies a file over the beginning of one that reads as zeroes, and writes no zeroes: what is empty stays a hole. */
final class SparseCopy {
    private static final int READ_BYTES = 1 << 20;
    private static final int HOLE_BYTES = 1 << 16;
    private static final ByteBuffer ZEROES =
            ByteBuffer.allocateDirect(HOLE_BYTES).asReadOnlyBuffer();

    private SparseCopy() {}

    static void copy(Path from, Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel sink = FileChannel.open(to, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
            for (long at = 0; fill(buffer, source, at); at += buffer.limit()) {
                write(buffer, sink, at);
            }
        }
    }

    private static boolean fill(ByteBuffer buffer, FileChannel source, long at) throws IOException {
        buffer.clear();
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = source.read(buffer, at + buffer.position());
        }
        buffer.flip();
        return buffer.hasRemaining();
    }

    private static void write(ByteBuffer buffer, FileChannel sink, long at) throws IOException {
        for (int from = 0; from < buffer.limit(); from += HOLE_BYTES) {
            ByteBuffer piece = buffer.slice(from, Math.min(HOLE_BYTES, buffer.limit() - from));
            if (!piece.equals(ZEROES.slice(0, piece.limit()))) {
                writeAll(piece, sink, at + from);
            }
        }
    }

    private static void writeAll(ByteBuffer piece, FileChannel sink, long at) throws IOException {
        while (piece.hasRemaining()) {
            sink.write(piece, at + piece.position());
        }
    }
}

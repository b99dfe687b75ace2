package io.lunette.server.iscsi.tgt;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * How many bytes of the disk a sparse file takes, which Java does not tell: {@code statx(2)}, whose structure is the same on
 * every architecture.
 */
final class AllocatedSpace {
    private static final CLibrary C = Native.load("c", CLibrary.class);
    private static final int CURRENT_DIRECTORY = -100;
    private static final int WANT_BLOCKS = 0x400;
    private static final int STRUCTURE_BYTES = 256;
    private static final int BLOCKS = 48;
    private static final int BLOCK_BYTES = 512;

    interface CLibrary extends Library {
        int statx(int directory, String path, int flags, int mask, Pointer result);
    }

    private AllocatedSpace() {}

    /** 0 for a file that is gone. */
    static long of(Path file) {
        try (Memory result = new Memory(STRUCTURE_BYTES)) {
            int failed = C.statx(CURRENT_DIRECTORY, file.toString(), 0, WANT_BLOCKS, result);
            return failed == 0 ? result.getLong(BLOCKS) * BLOCK_BYTES : 0;
        }
    }
}

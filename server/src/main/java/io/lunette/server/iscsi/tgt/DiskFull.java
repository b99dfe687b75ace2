package io.lunette.server.iscsi.tgt;

import java.io.IOException;
import java.util.Locale;

/** The file system has no room for what was to be written. */
final class DiskFull extends IOException {
    private final long neededBytes;

    private DiskFull(long neededBytes, IOException cause) {
        super("no room for " + neededBytes + " bytes", cause);
        this.neededBytes = neededBytes;
    }

    long neededBytes() {
        return neededBytes;
    }

    /** The same failure, as a full disk if it is one: Java has only the words of ENOSPC, EDQUOT and EFBIG for that. */
    static IOException orNot(IOException failed, long neededBytes) {
        String words = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        boolean full =
                words.contains("no space left") || words.contains("quota exceeded") || words.contains("too large");
        return full ? new DiskFull(neededBytes, failed) : failed;
    }
}

package io.lunette.port;

import io.lunette.failure.Outcome;
import java.io.InputStream;

/** Copies of the whole store, each as it was at one moment, made while it is in use. */
public interface StoreCopies {

    /** To be closed by whoever asked for it: nothing of it is left then. */
    record Copy(long lengthBytes, InputStream data) {}

    /**
     * Makes one; readers and writers go on meanwhile. Fails with a {@link io.lunette.failure.BackupFailure} where the
     * database has tools of its own; throws {@link StoreUnavailable} when there is no room for it.
     */
    Outcome<Copy> take();
}

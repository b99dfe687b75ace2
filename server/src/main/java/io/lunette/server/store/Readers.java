package io.lunette.server.store;

import java.util.function.Function;

/** Sessions for reading, beside the writer: they see the last commit, and wait for nobody who writes. */
interface Readers extends AutoCloseable {
    <T> T use(Function<Session, T> work);

    /** Waits for those that read now. */
    @Override
    void close();
}

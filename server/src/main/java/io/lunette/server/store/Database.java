package io.lunette.server.store;

import java.util.function.Function;
import java.util.function.Supplier;

/** Gives work a {@link Session} and keeps its transactions. Both databases do it in their own way. */
interface Database extends AutoCloseable {

    /** Reads: what this thread's own transaction has written, else what was committed last. Never waits for writers. */
    <T> T read(Function<Session, T> work);

    /** Writes all that {@code work} does, or nothing; as a part of this thread's transaction if it is in one. */
    <T> T write(Function<Session, T> work);

    /**
     * As {@link #write}, for what nobody needs after a power cut: a crash of the program does not take it back, a crash
     * of the machine may. Waits for no disk.
     */
    <T> T writeLoosely(Function<Session, T> work);

    /** As {@link io.lunette.port.StateStore#atomically}. */
    <T> T atomically(Supplier<T> work);

    @Override
    void close();
}

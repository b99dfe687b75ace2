package io.lunette.server.store;

import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Gives work a {@link Session} and keeps its transactions. */
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

    /**
     * Connections for others who write into this database: within {@link #atomically} that of this thread's transaction,
     * of which all that is written is a part; else one whose every statement is committed by itself.
     */
    DataSource connections();

    @Override
    void close();
}

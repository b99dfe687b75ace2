package io.lunette.port;

import java.util.function.Supplier;

/**
 * What Lunette believes and intends, kept over restarts: SQLite or PostgreSQL, one schema.
 *
 * <p>Each method is atomic by itself, and several are atomic together within {@link #atomically}. Rows are records; a
 * changed row is written with {@code update}, which succeeds only if the row still has the revision that was read, and
 * then stores it with that revision plus one. Lists come ordered by creation time, then id, oldest first, unless said
 * otherwise. A database that is locked for longer than 5 s, full, or gone throws {@link StoreUnavailable}, and then
 * nothing was written. Methods may be called from any thread.
 */
public interface StateStore extends AutoCloseable {
    Servers servers();

    Volumes volumes();

    Attachments attachments();

    Images images();

    Flavors flavors();

    Keypairs keypairs();

    Identities identities();

    Operations operations();

    Leases leases();

    /**
     * Runs {@code work} in one write transaction of this thread: all of it is kept, or, when it throws, nothing. Calls
     * nest; the outermost one commits. Nothing slow may happen within.
     */
    <T> T atomically(Supplier<T> work);

    @Override
    void close();
}

package io.lunette.port;

import java.util.function.Supplier;

/**
 * What Lunette believes and intends, kept over restarts: SQLite or PostgreSQL, one schema.
 *
 * <p>Each method is atomic by itself, and several are atomic together within {@link #atomically}. What a method has
 * written when it returns outlives a crash of the program and a power cut. Rows are records, kept whole: instants to the
 * nanosecond, text character by character. A changed row is written with {@code update}, which succeeds only if the row
 * still has the revision that was read, and then stores it with that revision plus one. Lists come ordered by creation
 * time, then id, oldest first, unless said otherwise; names are compared exactly and ordered by code point.
 *
 * <p>A database that is locked for longer than 5 s, full, closed or gone throws {@link StoreUnavailable}, and then
 * nothing was written. A row that breaks the store's rules is a bug and throws {@link IllegalStateException}, and then
 * nothing was written either: an id that is there already (where {@code insert} does not answer with {@code false}), an
 * attachment whose server or volume is not there, a token or an assignment whose user, project or role is not there, the
 * removal of a server or a volume that still has attachments. Methods may be called from any thread.
 */
public interface StateStore extends AutoCloseable {
    Servers servers();

    Volumes volumes();

    Attachments attachments();

    Images images();

    ChapAccounts chapAccounts();

    Flavors flavors();

    Keypairs keypairs();

    Clusters clusters();

    KnownHosts hosts();

    VirtualAdapters virtualAdapters();

    Migrations migrations();

    Identities identities();

    Operations operations();

    Leases leases();

    /**
     * Runs {@code work} in one write transaction of this thread: all of it is kept, or, when it throws, nothing. Calls
     * nest; the outermost one commits, and an inner one that throws takes back its own part alone. Within, this thread
     * reads what it has written; other threads see none of it before the end, and wait with their own writes. So nothing
     * slow may happen within.
     */
    <T> T atomically(Supplier<T> work);

    @Override
    void close();
}

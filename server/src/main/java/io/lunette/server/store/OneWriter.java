package io.lunette.server.store;

import io.lunette.port.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database in which one thread of this process writes at a time, behind a fair lock: SQLite has one writer anyway and
 * lets the others poll, and on PostgreSQL the turns are what makes rules hold that span rows. Readers are beside it, see
 * the last commit and wait for nobody.
 *
 * <p>Virtual threads wait at the lock without a carrier. Within SQLite a thread keeps its carrier, through a commit's
 * fsync too; as there is one writer, that is one carrier at most.
 */
final class OneWriter implements Database {
    // Released too: a savepoint of that name that stayed would be the one that the work around it goes back to.
    private static final List<String> TAKE_BACK_INNER = List.of("ROLLBACK TO inner_work", "RELEASE inner_work");

    private final Writer writer;
    private final Readers readers;
    private final SqlErrors errors;
    private final Duration patience;
    private final WriterLock writing = new WriterLock();

    /** That of the thread that has the lock. */
    private Writer.@Nullable Transaction transaction;

    /** What ended the transaction under way: it may be rolled back already, so nothing more may be written in it. */
    private @Nullable StoreUnavailable broken;

    private boolean closed;

    OneWriter(Writer writer, Readers readers, SqlErrors errors, Duration patience) {
        this.writer = writer;
        this.readers = readers;
        this.errors = errors;
        this.patience = patience;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return inTransaction() ? unlessBroken(() -> work.apply(session())) : readers.use(work);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return atomically(() -> unlessBroken(() -> work.apply(session())));
    }

    @Override
    public <T> T writeLoosely(Function<Session, T> work) {
        return inTransaction()
                ? write(work)
                : transaction(Durability.LOOSE, () -> unlessBroken(() -> work.apply(session())));
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return inTransaction() ? inner(work) : transaction(Durability.ON_DISK, work);
    }

    @Override
    public DataSource connections() {
        return new LentConnections(this::lend);
    }

    private boolean inTransaction() {
        return writing.isHeldByCurrentThread() && transaction != null;
    }

    private Session session() {
        return Objects.requireNonNull(transaction).session();
    }

    private <T> T transaction(Durability durability, Supplier<T> work) {
        lock();
        try (Writer.Transaction own = writer.begin(durability)) {
            transaction = own;
            return keep(work, own::commit, own::rollBack);
        } finally {
            transaction = null;
            broken = null;
            writing.unlock();
        }
    }

    private <T> T inner(Supplier<T> work) {
        run("SAVEPOINT inner_work");
        return keep(work, () -> run("RELEASE inner_work"), () -> TAKE_BACK_INNER.forEach(this::runOnce));
    }

    private <T> T keep(Supplier<T> work, Runnable commit, Runnable takeBack) {
        try {
            T result = work.get();
            unlessBroken(() -> {
                commit.run();
                return true;
            });
            return result;
        } catch (RuntimeException | Error failure) {
            StoreUnavailable unavailable = noticed(failure);
            takeBack(takeBack, failure);
            if (unavailable != null) {
                throw unavailable;
            }
            throw failure;
        }
    }

    /** Connections are lent to others too, whose exceptions wrap those of the database. */
    private @Nullable StoreUnavailable noticed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreUnavailable known) {
                return failure == known ? known : null;
            }
            if (cause instanceof SQLException problem && errors.translate(problem) instanceof StoreUnavailable found) {
                broken = found;
                return found;
            }
        }
        return null;
    }

    private static void takeBack(Runnable takeBack, Throwable failure) {
        try {
            takeBack.run();
        } catch (RuntimeException second) {
            // After a full disk or an I/O error SQLite has rolled back already, and says that there is nothing to.
            failure.addSuppressed(second);
        }
    }

    private void run(String sql) {
        unlessBroken(() -> runOnce(sql));
    }

    private int runOnce(String sql) {
        return session().sql(sql).update();
    }

    private <T> T unlessBroken(Supplier<T> work) {
        if (broken != null) {
            throw broken;
        }
        try {
            return work.get();
        } catch (StoreUnavailable problem) {
            broken = problem;
            throw problem;
        }
    }

    /** The connection of this thread's transaction, or one of its own for which it has the turn to write meanwhile. */
    private Connection lend() throws SQLException {
        if (inTransaction()) {
            return LentConnection.of(session().connection(), () -> {});
        }
        lock();
        try {
            Connection own = writer.borrow();
            return LentConnection.of(own, () -> giveBack(own));
        } catch (SQLException | RuntimeException problem) {
            writing.unlock();
            throw problem;
        }
    }

    private void giveBack(Connection own) throws SQLException {
        try {
            own.close();
        } finally {
            writing.unlock();
        }
    }

    private void lock() {
        try {
            if (!writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailable(
                        StoreUnavailable.Trouble.LOCKED,
                        "others were writing to the store for longer than " + patience,
                        writing.whoHasIt());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store", stop);
        }
        if (closed) {
            writing.unlock();
            throw new StoreUnavailable("the store is closed");
        }
    }

    /** Waits for the writer and the readers of now. */
    @Override
    public void close() {
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                readers.close();
                writer.close();
            }
        } finally {
            writing.unlock();
        }
    }
}

package io.lunette.server.store;

import io.lunette.port.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file: one writer behind a lock, because SQLite has one anyway and lets the others poll; and readers beside
 * it, which see the last commit and wait for nobody (sqlite.org/wal.html).
 *
 * <p>Virtual threads wait at the lock without a carrier. Within SQLite a thread keeps its carrier, through a commit's
 * fsync too; as there is one writer, that is one carrier at most.
 */
final class SqliteDatabase implements Database {
    // Released too: a savepoint of that name that stayed would be the one that the work around it goes back to.
    private static final List<String> TAKE_BACK_INNER = List.of("ROLLBACK TO inner_work", "RELEASE inner_work");

    private final Session writer;
    private final Readers readers;
    private final Duration patience;
    private final WriterLock writing = new WriterLock();

    /** What ended the transaction under way: SQLite may have rolled it back by itself, so nothing more may be written. */
    private @Nullable StoreUnavailable broken;

    private boolean closed;

    SqliteDatabase(Session writer, Readers readers, Duration patience) {
        this.writer = writer;
        this.readers = readers;
        this.patience = patience;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return writing.isHeldByCurrentThread() ? unlessBroken(() -> work.apply(writer)) : readers.use(work);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return atomically(() -> unlessBroken(() -> work.apply(writer)));
    }

    @Override
    public <T> T writeLoosely(Function<Session, T> work) {
        if (writing.isHeldByCurrentThread()) {
            return write(work);
        }
        return alone(() -> {
            // The next commit that waits for the disk takes this one along: SQLite's log is written in order.
            run("PRAGMA synchronous = NORMAL");
            try {
                return transaction(() -> unlessBroken(() -> work.apply(writer)));
            } finally {
                writer.sql("PRAGMA synchronous = FULL").update();
            }
        });
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return writing.isHeldByCurrentThread()
                ? keep(work, "SAVEPOINT inner_work", "RELEASE inner_work", TAKE_BACK_INNER)
                : alone(() -> transaction(work));
    }

    private <T> T transaction(Supplier<T> work) {
        return keep(work, "BEGIN IMMEDIATE", "COMMIT", List.of("ROLLBACK"));
    }

    private <T> T alone(Supplier<T> work) {
        lock();
        try {
            return work.get();
        } finally {
            broken = null;
            writing.unlock();
        }
    }

    private <T> T keep(Supplier<T> work, String begin, String commit, List<String> rollBack) {
        run(begin);
        try {
            T result = work.get();
            run(commit);
            return result;
        } catch (RuntimeException | Error failure) {
            takeBack(rollBack, failure);
            throw failure;
        }
    }

    private void takeBack(List<String> rollBack, Throwable failure) {
        try {
            rollBack.forEach(sql -> writer.sql(sql).update());
        } catch (RuntimeException second) {
            // After a full disk or an I/O error SQLite has rolled back already, and says that there is nothing to.
            failure.addSuppressed(second);
        }
    }

    private void run(String sql) {
        unlessBroken(() -> writer.sql(sql).update());
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

    private void lock() {
        try {
            if (!writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailable(
                        "others were writing to the store for longer than " + patience, writing.whoHasIt());
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

    /** Waits for the writer and the readers of now; the last connection to close writes the log back into the file. */
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

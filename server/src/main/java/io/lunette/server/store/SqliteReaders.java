package io.lunette.server.store;

import io.lunette.port.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** A few sessions for reading, opened when they are first needed, the last used first so that its cache is warm. */
final class SqliteReaders implements Readers {
    private final int most;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private final Supplier<Session> open;
    private final Duration patience;
    private volatile boolean closed;

    SqliteReaders(int most, Duration patience, Supplier<Session> open) {
        this.most = most;
        this.free = new Semaphore(most, true);
        this.patience = patience;
        this.open = open;
    }

    @Override
    public <T> T use(Function<Session, T> work) {
        acquire(1);
        try {
            return useOne(work);
        } finally {
            free.release();
        }
    }

    private <T> T useOne(Function<Session, T> work) {
        if (closed) {
            throw new StoreUnavailable("the store is closed");
        }
        Session known = idle.pollFirst();
        Session session = known == null ? open.get() : known;
        try {
            return work.apply(session);
        } finally {
            idle.addFirst(session);
        }
    }

    private void acquire(int permits) {
        try {
            if (!free.tryAcquire(permits, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailable("no reader of the store was free within " + patience);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store", stop);
        }
    }

    @Override
    public void close() {
        acquire(most);
        try {
            closed = true;
            for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
                session.close();
            }
        } finally {
            free.release(most);
        }
    }
}

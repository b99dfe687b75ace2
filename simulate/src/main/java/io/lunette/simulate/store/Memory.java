package io.lunette.simulate.store;

import io.lunette.port.StoreUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All rows of all tables as one value that is never changed, only replaced: a transaction works on its own one and
 * publishes it at the end, so readers see all of it or nothing, and never wait.
 */
final class Memory {
    private final ReentrantLock writer = new ReentrantLock(true);
    private volatile Map<Table<?, ?>, Map<?, ?>> committed = Map.of();
    private volatile boolean closed;

    /** What the thread that holds {@link #writer} has made of {@link #committed}; the same value between transactions. */
    private Map<Table<?, ?>, Map<?, ?>> working = committed;

    <T> T atomically(Supplier<T> work) {
        writer.lock();
        try {
            refuseWhenClosed();
            return keepAllOrNothing(work);
        } finally {
            writer.unlock();
        }
    }

    private <T> T keepAllOrNothing(Supplier<T> work) {
        Map<Table<?, ?>, Map<?, ?>> before = working;
        boolean finished = false;
        try {
            T result = work.get();
            finished = true;
            return result;
        } finally {
            if (!finished) {
                working = before;
            }
            if (writer.getHoldCount() == 1) {
                committed = working;
            }
        }
    }

    Map<?, ?> rows(Table<?, ?> table) {
        refuseWhenClosed();
        Map<?, ?> rows = (writer.isHeldByCurrentThread() ? working : committed).get(table);
        return rows == null ? Map.of() : rows;
    }

    /** Only within {@link #atomically}. */
    void replace(Table<?, ?> table, Map<?, ?> rows) {
        Map<Table<?, ?>, Map<?, ?>> changed = new HashMap<>(working);
        changed.put(table, rows);
        working = changed;
    }

    void close() {
        closed = true;
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new StoreUnavailable("the store is closed");
        }
    }
}

package io.lunette.server.libvirt;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those who wait for something to happen on a domain. A signal says that it is worth looking again, no more:
 * events get lost when a connection breaks, so who waits looks again from time to time all the same.
 *
 * @param <T> what is waited for
 */
final class Signals<T> {
    private final Map<T, Set<Waiter>> waiting = new ConcurrentHashMap<>();

    /** Somebody who waits; made before the cause of the event, so that none is missed. */
    final class Waiter implements AutoCloseable {
        private final T subject;
        private final Semaphore signals = new Semaphore(0);
        private volatile boolean signalled;

        private Waiter(T subject) {
            this.subject = subject;
        }

        /** Returns at the next signal, or after {@code atMost}. */
        void await(Duration atMost) {
            try {
                if (signals.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
                    signals.drainPermits();
                    signalled = true;
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        /** Whether a signal has ended one of the waits. */
        boolean wasSignalled() {
            return signalled;
        }

        @Override
        public void close() {
            waiting.computeIfPresent(subject, (key, waiters) -> {
                waiters.remove(this);
                return waiters.isEmpty() ? null : waiters;
            });
        }
    }

    Waiter waiter(T subject) {
        Waiter waiter = new Waiter(subject);
        waiting.compute(subject, (key, waiters) -> {
            Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    void signal(T subject) {
        Set<Waiter> waiters = waiting.get(subject);
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.signals.release());
        }
    }
}

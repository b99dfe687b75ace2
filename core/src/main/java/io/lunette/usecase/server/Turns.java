package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.ServerId;
import io.lunette.port.Leases.Lease;
import io.lunette.port.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One piece of work on a server at a time: those within this controller queue for a lock, and the one in front takes the
 * lease that keeps other controllers away.
 */
public final class Turns {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
    private static final Duration ENDLESS = Duration.ofDays(365);

    private final StateStore store;
    private final InstantSource clock;
    private final String owner;
    private final Duration patience;
    private final ConcurrentHashMap<ServerId, Queue> queues = new ConcurrentHashMap<>();

    /**
     * @param owner names this controller among others on the same store
     * @param patience how long work waits for its turn before it is refused as {@code ServerFailure.Busy}
     */
    public Turns(StateStore store, InstantSource clock, String owner, Duration patience) {
        this.store = store;
        this.clock = clock;
        this.owner = owner;
        this.patience = patience;
    }

    /** Fair, and forgotten when nobody is in it. */
    private static final class Queue {
        final ReentrantLock lock = new ReentrantLock(true);
        int members;
    }

    /** Does {@code work} when it is this server's turn, or refuses it when that does not come in time. */
    public <T> Outcome<T> take(ServerId server, Function<Lease, Outcome<T>> work) {
        return take(server, patience, work);
    }

    /** Does {@code work} when it is this server's turn, however late: for work that somebody was told will be done. */
    public <T> Outcome<T> await(ServerId server, Function<Lease, Outcome<T>> work) {
        return take(server, ENDLESS, work);
    }

    private <T> Outcome<T> take(ServerId server, Duration atMost, Function<Lease, Outcome<T>> work) {
        Instant until = clock.instant().plus(atMost);
        Queue queue = queues.compute(server, (id, known) -> {
            Queue joined = known == null ? new Queue() : known;
            joined.members++;
            return joined;
        });
        try {
            return queue.lock.tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    ? locked(server, until, queue.lock, work)
                    : busy(server);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return busy(server);
        } finally {
            queues.compute(server, (id, known) -> --queue.members == 0 ? null : known);
        }
    }

    private <T> Outcome<T> locked(ServerId server, Instant until, ReentrantLock lock, Function<Lease, Outcome<T>> work)
            throws InterruptedException {
        try {
            Optional<Lease> lease = store.leases().acquire(server, owner, LEASE);
            while (lease.isEmpty() && clock.instant().isBefore(until)) {
                Thread.sleep(BETWEEN_TRIES);
                lease = store.leases().acquire(server, owner, LEASE);
            }
            return lease.isEmpty() ? busy(server) : leased(lease.get(), work);
        } finally {
            lock.unlock();
        }
    }

    private <T> Outcome<T> leased(Lease lease, Function<Lease, Outcome<T>> work) {
        try {
            return work.apply(lease);
        } finally {
            store.leases().release(lease);
        }
    }

    private static <T> Outcome<T> busy(ServerId server) {
        return Outcome.failed(new ServerFailure.Busy(server.toString()));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ServerId;
import io.lunette.run.Fence;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.lease.LeaseKeeper.Kept;
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
 * lease that keeps other controllers away. It is renewed while the work goes on, and ends soon after this controller has
 * died. Whoever has the turn settles first what is under way on the server.
 */
public final class Turns {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
    private static final Duration ENDLESS = Duration.ofDays(365);

    private final LeaseKeeper leases;
    private final InstantSource clock;
    private final Duration patience;
    private final Settling settling;
    private final ConcurrentHashMap<ServerId, Queue> queues = new ConcurrentHashMap<>();

    /**
     * @param patience how long work waits for its turn before it is refused as {@code ServerFailure.Busy}
     */
    Turns(LeaseKeeper leases, InstantSource clock, Duration patience, Settling settling) {
        this.leases = leases;
        this.clock = clock;
        this.patience = patience;
        this.settling = settling;
    }

    /** Brings to its end what is under way on a server, or says why it cannot be yet. */
    @FunctionalInterface
    interface Settling {
        Outcome<Unit> settle(ServerId server, Fence fence);
    }

    /** Fair, and forgotten when nobody is in it. */
    private static final class Queue {
        final ReentrantLock lock = new ReentrantLock(true);
        int members;
    }

    /** Does {@code work} when it is this server's turn, or refuses it when that does not come in time. */
    public <T> Outcome<T> take(ServerId server, Function<Fence, Outcome<T>> work) {
        return take(server, patience, work);
    }

    /** Does {@code work} when it is this server's turn, however late: for work that somebody was told will be done. */
    public <T> Outcome<T> await(ServerId server, Function<Fence, Outcome<T>> work) {
        return take(server, ENDLESS, work);
    }

    /** Does {@code work} unless the server is busy. */
    public <T> Outcome<T> takeIfFree(ServerId server, Function<Fence, Outcome<T>> work) {
        return take(server, Duration.ZERO, work);
    }

    private <T> Outcome<T> take(ServerId server, Duration atMost, Function<Fence, Outcome<T>> work) {
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

    private <T> Outcome<T> locked(ServerId server, Instant until, ReentrantLock lock, Function<Fence, Outcome<T>> work)
            throws InterruptedException {
        try {
            Optional<Kept> lease = leases.take(server.value());
            while (lease.isEmpty() && clock.instant().isBefore(until)) {
                Thread.sleep(BETWEEN_TRIES);
                lease = leases.take(server.value());
            }
            return lease.isEmpty() ? busy(server) : leased(server, lease.get(), work);
        } finally {
            lock.unlock();
        }
    }

    private <T> Outcome<T> leased(ServerId server, Kept lease, Function<Fence, Outcome<T>> work) {
        try (lease) {
            return settling.settle(server, lease).then(settled -> work.apply(lease));
        }
    }

    private static <T> Outcome<T> busy(ServerId server) {
        return Outcome.failed(new ServerFailure.Busy(server.toString()));
    }
}

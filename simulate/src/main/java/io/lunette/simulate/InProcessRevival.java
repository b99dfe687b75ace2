package io.lunette.simulate;

import io.lunette.port.Revival;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Takes work up for as long as this process lives, and minds no transaction: what is gone by then is not taken up. */
public final class InProcessRevival implements Revival {
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final Executor background;
    private final AtomicLong rounds = new AtomicLong();
    private final ConcurrentHashMap<UUID, Long> watched = new ConcurrentHashMap<>();
    private volatile Predicate<UUID> resume = work -> true;

    public InProcessRevival(Executor background) {
        this.background = background;
    }

    /** From now on: takes work up, and says whether it has ended. */
    public void by(Predicate<UUID> resuming) {
        resume = resuming;
    }

    @Override
    public void watch(UUID work, Duration after) {
        long round = rounds.incrementAndGet();
        watched.put(work, round);
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, background)
                .execute(() -> missed(work, round));
    }

    private void missed(UUID work, long round) {
        // A later call has set another time.
        if (isRound(work, round) && !resume.test(work) && isRound(work, round)) {
            watch(work, AGAIN);
        }
    }

    private boolean isRound(UUID work, long round) {
        return Long.valueOf(round).equals(watched.get(work));
    }

    @Override
    public void forget(UUID work) {
        watched.remove(work);
    }
}

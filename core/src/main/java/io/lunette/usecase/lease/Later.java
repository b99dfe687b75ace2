package io.lunette.usecase.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Work in the background that is done after a while; nothing and nobody is kept waiting until then. */
@FunctionalInterface
public interface Later {
    void run(Duration after, Runnable work);

    /** What is still to come when the executor has ended is dropped. */
    static Later on(Executor executor) {
        return (after, work) -> CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(work);
    }
}

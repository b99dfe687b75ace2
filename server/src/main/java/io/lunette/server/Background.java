package io.lunette.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Work that goes on after its request was answered; the end of the service waits for it, but not for ever. */
record Background(ExecutorService executor, Duration longestWait) implements AutoCloseable {
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        // What is still under way then is taken up again at the next start.
        executor.shutdownNow();
    }
}

package io.lunette.server.iscsi.probe;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Portal;
import io.lunette.server.iscsi.Deadline;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Platform threads for native code that blocks, so that no virtual thread's carrier is held. No portal has more than a few of
 * them: one that hangs keeps nobody waiting but those who ask for it.
 */
final class ProbeThreads implements AutoCloseable {
    private static final int THREADS = 64;
    private static final int THREADS_A_PORTAL = 8;
    private static final long IDLE_SECONDS = 30;

    private final Map<Portal, Semaphore> portals = new ConcurrentHashMap<>();
    // Without a queue, an idle thread is taken before another is made.
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("lunette-probe-", 1).factory());

    /**
     * Runs it with this portal's share of threads.
     *
     * @param down the failure that says why it was not run, or did not end in time
     */
    <T> Outcome<T> run(
            Portal portal, Deadline deadline, Function<String, StorageFailure> down, Callable<Outcome<T>> work) {
        Semaphore places = portals.computeIfAbsent(portal, any -> new Semaphore(THREADS_A_PORTAL));
        try {
            if (!places.tryAcquire(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
                return Outcome.failed(down.apply("the portal keeps other probes waiting"));
            }
            return submit(places, work).get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return Outcome.failed(down.apply("the target did not answer in time"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Outcome.failed(down.apply("the probe was interrupted"));
        } catch (RejectedExecutionException full) {
            return Outcome.failed(down.apply("too many portals keep probes waiting, or the service is ending"));
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a probe at " + portal + " failed", bug.getCause());
        }
    }

    private <T> Future<Outcome<T>> submit(Semaphore places, Callable<Outcome<T>> work) {
        try {
            return threads.submit(() -> {
                try {
                    return work.call();
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException full) {
            places.release();
            throw full;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

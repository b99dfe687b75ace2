package io.lunette.port.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs work on many threads at once, all starting at the same moment. */
final class Together {
    private Together() {}

    /** What each of {@code count} threads returned; the first failure is thrown. */
    static <T> List<T> run(int count, Callable<T> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(count);
        Callable<T> atOnce = () -> {
            ready.countDown();
            ready.await();
            return work.call();
        };
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> future : threads.invokeAll(Collections.nCopies(count, atOnce))) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
        }
        return results;
    }
}

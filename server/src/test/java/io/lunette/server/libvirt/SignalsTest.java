package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Signals<String> signals = new Signals<>();

    @Test
    void a_signal_before_the_wait_is_not_missed() {
        try (Signals<String>.Waiter waiter = signals.waiter("a")) {
            signals.signal("a");
            assertEnds(() -> waiter.await(LONG));
        }
    }

    @Test
    void a_signal_wakes_everybody_who_waits_for_it() throws Exception {
        CountDownLatch ready = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Runnable wait = () -> {
                try (Signals<String>.Waiter waiter = signals.waiter("a")) {
                    ready.countDown();
                    waiter.await(LONG);
                }
            };
            Future<?> first = threads.submit(wait);
            Future<?> second = threads.submit(wait);
            ready.await();
            signals.signal("a");
            first.get();
            second.get();
        }
    }

    @Test
    void a_signal_of_something_else_wakes_nobody() {
        try (Signals<String>.Waiter waiter = signals.waiter("a")) {
            signals.signal("b");
            Instant start = Instant.now();
            waiter.await(Duration.ofMillis(50));
            assertTrue(Duration.between(start, Instant.now()).toMillis() >= 50);
        }
    }

    private static void assertEnds(Runnable work) {
        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofMinutes(1), work::run);
    }
}

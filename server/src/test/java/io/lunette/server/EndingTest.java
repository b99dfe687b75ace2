package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EndingTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void what_closes_is_waited_for() {
        CountDownLatch closed = new CountDownLatch(1);
        assertTrue(Ending.close(closed::countDown, LONG));
        assertTrue(closed.getCount() == 0);
    }

    @Test
    @Timeout(60)
    void what_hangs_is_left_behind() {
        CountDownLatch never = new CountDownLatch(1);
        assertFalse(Ending.close(() -> waitFor(never), Duration.ofMillis(10)));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

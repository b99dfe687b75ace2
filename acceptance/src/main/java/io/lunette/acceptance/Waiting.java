package io.lunette.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come, and fails when it does not. */
public final class Waiting {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waiting() {}

    public static <T> T until(String what, Duration atMost, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + atMost.toSeconds() + " s in vain for " + what);
            }
            sleep();
        }
    }

    public static void untilTrue(String what, Duration atMost, BooleanSupplier look) {
        until(what, atMost, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    private static void sleep() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

package io.lunette.server.iscsi;

import java.time.Duration;

/** The moment at which work that must not hang is given up; several steps may share one. */
public record Deadline(long nanoTime) {

    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** What is left of it, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    public boolean passed() {
        return left().isZero();
    }

    /** What is left in milliseconds, rounded up so that it is 0 only when nothing is. */
    public int leftMillis() {
        return (int) Math.min(Integer.MAX_VALUE, left().plusNanos(999_999).toMillis());
    }
}

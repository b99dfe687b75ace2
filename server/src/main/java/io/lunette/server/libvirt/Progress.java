package io.lunette.server.libvirt;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Says to those who wait for long work that it goes on, and to the work that nobody needs it any more. */
final class Progress implements BooleanSupplier {
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();

    private volatile boolean unwanted;

    /** Asks the work to end early. */
    void stop() {
        unwanted = true;
    }

    boolean isUnwanted() {
        return unwanted;
    }

    void step() {
        steps.incrementAndGet();
    }

    /** Whether a step was made since this was asked last. */
    @Override
    public boolean getAsBoolean() {
        long now = steps.get();
        return seen.getAndSet(now) != now;
    }
}

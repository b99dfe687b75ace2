package io.lunette.usecase.doctor;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How long a host is waited for, all questions to it together. What it has not answered then is not known. */
record Deadline(HostName host, long end) {
    static Deadline in(HostName host, Duration most) {
        return new Deadline(host, System.nanoTime() + most.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** Asks at once, in a thread of its own; done by the deadline, with the answer or without. */
    <T> CompletableFuture<Outcome<T>> ask(Supplier<Outcome<T>> question) {
        return CompletableFuture.supplyAsync(
                        question, work -> Thread.ofVirtual().start(work))
                .completeOnTimeout(late(), Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    <T> Outcome<T> late() {
        return Outcome.failed(new HostFailure.Unreachable(host.text(), "it has not answered in time"));
    }
}

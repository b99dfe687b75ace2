package io.lunette.server.libvirt;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a host connected while nobody calls it, so that its events arrive: looks at the connection each second, which asks
 * nothing of the host, and makes it anew when it broke. Says once that a host is gone, and once that it is back.
 */
final class Reconnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconnection.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final HostName host;
    private final Calls calls;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    Reconnection(HostName host, Calls calls) {
        this.host = host;
        this.calls = calls;
    }

    void ensureRunning() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("connect-" + host).start(this::keepConnected);
        }
    }

    private void keepConnected() {
        Optional<Failure> before = Optional.empty();
        do {
            Optional<Failure> now = listen();
            if (now.isPresent() && before.isEmpty()) {
                LOG.warn(
                        "host {}: {}; it is tried again until it answers",
                        host,
                        now.get().sentence());
            } else if (now.isEmpty() && before.isPresent()) {
                LOG.info("host {}: connected again", host);
            }
            before = now;
        } while (!isClosedAfter(BETWEEN_LOOKS));
    }

    private Optional<Failure> listen() {
        Outcome<Unit> outcome = calls.listen();
        return outcome.failureIfAny();
    }

    private boolean isClosedAfter(Duration pause) {
        try {
            return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

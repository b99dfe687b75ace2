package io.lunette.usecase.lease;

import io.lunette.port.Leases;
import io.lunette.port.Leases.Lease;
import io.lunette.run.Fence;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes leases for this controller, and renews them while the work goes on; they end soon after this controller has died.
 *
 * @param owner names this controller among others on the same store
 */
public record LeaseKeeper(Leases leases, String owner, Later later) {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration RENEWAL = Duration.ofSeconds(10);

    /** A lease that is renewed until it is closed. */
    public static final class Kept implements AutoCloseable, Fence {
        private final Leases leases;
        private final Later later;
        private final Lease lease;
        private final AtomicBoolean over = new AtomicBoolean();

        private Kept(Leases leases, Later later, Lease lease) {
            this.leases = leases;
            this.later = later;
            this.lease = lease;
        }

        /** One that ended is ours all the same as long as nobody took it: a clock that jumps ends leases. */
        @Override
        public boolean mayAct() {
            return leases.holds(lease) || leases.renew(lease, LENGTH);
        }

        private void renewLater() {
            later.run(RENEWAL, () -> {
                if (!over.get()) {
                    renewLater();
                    leases.renew(lease, LENGTH);
                }
            });
        }

        @Override
        public void close() {
            over.set(true);
            leases.release(lease);
        }
    }

    /** Empty when another controller has it. Whoever has one here already must not ask: it would lose it. */
    public Optional<Kept> take(UUID subject) {
        return leases.acquire(subject, owner, LENGTH).map(lease -> {
            Kept kept = new Kept(leases, later, lease);
            kept.renewLater();
            return kept;
        });
    }
}

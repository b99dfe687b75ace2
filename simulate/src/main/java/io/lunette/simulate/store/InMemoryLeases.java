package io.lunette.simulate.store;

import io.lunette.failure.Unit;
import io.lunette.port.Leases;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

final class InMemoryLeases implements Leases {
    private final Tables tables;
    private final Clock clock;

    InMemoryLeases(Tables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> acquire(UUID subject, String owner, Duration length) {
        return tables.memory.atomically(() -> {
            Optional<Tables.HeldLease> last = tables.leases.find(subject);
            if (last.isPresent() && !isFreeFor(owner, last.get())) {
                return Optional.empty();
            }
            long fence = last.map(Tables.HeldLease::fence).orElse(0L) + 1;
            hold(new Lease(subject, owner, fence), length);
            return Optional.of(new Lease(subject, owner, fence));
        });
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return tables.memory.atomically(() -> {
            boolean ours = isNewest(lease);
            if (ours) {
                hold(lease, length);
            }
            return ours;
        });
    }

    @Override
    public void release(Lease lease) {
        tables.memory.atomically(() -> {
            if (isNewest(lease)) {
                tables.leases.put(
                        lease.subject(), new Tables.HeldLease(Optional.empty(), lease.fence(), clock.instant()));
            }
            return Unit.UNIT;
        });
    }

    @Override
    public boolean holds(Lease lease) {
        return tables.leases
                .find(lease.subject())
                .filter(last -> isOf(lease, last) && last.ends().isAfter(clock.instant()))
                .isPresent();
    }

    private boolean isFreeFor(String owner, Tables.HeldLease last) {
        return last.owner().isEmpty()
                || last.owner().get().equals(owner)
                || !last.ends().isAfter(clock.instant());
    }

    private boolean isNewest(Lease lease) {
        return tables.leases
                .find(lease.subject())
                .filter(last -> isOf(lease, last))
                .isPresent();
    }

    private static boolean isOf(Lease lease, Tables.HeldLease last) {
        return last.fence() == lease.fence() && last.owner().equals(Optional.of(lease.owner()));
    }

    private void hold(Lease lease, Duration length) {
        tables.leases.put(
                lease.subject(),
                new Tables.HeldLease(
                        Optional.of(lease.owner()),
                        lease.fence(),
                        clock.instant().plus(length)));
    }
}

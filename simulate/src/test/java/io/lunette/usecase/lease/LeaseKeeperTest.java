package io.lunette.usecase.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.port.contract.SettableClock;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.lease.LeaseKeeper.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final UUID SUBJECT = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final InMemoryStateStore store = new InMemoryStateStore(clock);
    private final List<Runnable> later = new ArrayList<>();
    private final LeaseKeeper north = keeper("north");
    private final LeaseKeeper south = keeper("south");

    private LeaseKeeper keeper(String owner) {
        return new LeaseKeeper(store.leases(), owner, (after, work) -> later.add(work));
    }

    private void renewals() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void a_lease_is_renewed_for_as_long_as_the_work_takes() {
        try (Kept lease = north.take(SUBJECT).orElseThrow()) {
            for (int renewal = 0; renewal < 100; renewal++) {
                clock.forward(Duration.ofSeconds(10));
                renewals();
            }

            assertTrue(lease.mayAct());
            assertEquals(Optional.empty(), south.take(SUBJECT));
        }
        assertTrue(south.take(SUBJECT).isPresent());
    }

    @Test
    void a_clock_that_jumps_ends_no_work_that_nobody_else_has_taken_over() {
        try (Kept lease = north.take(SUBJECT).orElseThrow()) {
            clock.forward(Duration.ofHours(5));

            assertTrue(lease.mayAct());
            assertEquals(Optional.empty(), south.take(SUBJECT));
        }
    }

    @Test
    void work_that_another_has_taken_over_may_act_no_more() {
        try (Kept lease = north.take(SUBJECT).orElseThrow()) {
            clock.forward(Duration.ofSeconds(31));
            Kept taken = south.take(SUBJECT).orElseThrow();
            renewals();

            assertFalse(lease.mayAct());
            assertTrue(taken.mayAct());
        }
        assertEquals(Optional.empty(), north.take(SUBJECT));
    }
}

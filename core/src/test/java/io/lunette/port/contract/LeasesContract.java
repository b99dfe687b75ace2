package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ServerId;
import io.lunette.port.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

abstract class LeasesContract extends StoreContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final UUID server = Samples.uuid(1);

    @Test
    void the_first_lease_of_a_server_has_fence_one() {
        Optional<Leases.Lease> lease = store.leases().acquire(server, "north", MINUTE);

        assertEquals(Optional.of(new Leases.Lease(server, "north", 1)), lease);
        assertTrue(store.leases().holds(lease.orElseThrow()));
    }

    @Test
    void another_owner_waits_until_the_lease_ends() {
        Leases.Lease norths = acquire("north");

        clock.forward(MINUTE.minusNanos(1));
        assertEquals(Optional.empty(), store.leases().acquire(server, "south", MINUTE));
        assertTrue(store.leases().holds(norths));

        clock.forward(Duration.ofNanos(1));
        assertFalse(store.leases().holds(norths));
        assertEquals(new Leases.Lease(server, "south", 2), acquire("south"));
    }

    @Test
    void a_refused_request_costs_no_fence() {
        Leases.Lease norths = acquire("north");
        store.leases().acquire(server, "south", MINUTE);

        assertTrue(store.leases().holds(norths));
        store.leases().release(norths);
        assertEquals(2, acquire("south").fence());
    }

    @Test
    void the_lease_of_one_server_is_not_that_of_another() {
        acquire("north");

        assertEquals(
                1,
                store.leases()
                        .acquire(Samples.uuid(2), "south", MINUTE)
                        .orElseThrow()
                        .fence());
    }

    @Test
    void an_owner_that_asks_again_gets_a_newer_lease_and_its_older_one_is_void() {
        Leases.Lease older = acquire("north");
        Leases.Lease newer = acquire("north");

        assertEquals(2, newer.fence());
        assertTrue(store.leases().holds(newer));
        assertFalse(store.leases().holds(older));
        assertFalse(store.leases().renew(older, MINUTE));
        store.leases().release(older);
        assertTrue(store.leases().holds(newer));
    }

    @Test
    void a_renewed_lease_ends_a_length_from_now() {
        Leases.Lease lease = acquire("north");

        clock.forward(Duration.ofSeconds(30));
        assertTrue(store.leases().renew(lease, MINUTE));

        clock.forward(MINUTE.minusNanos(1));
        assertTrue(store.leases().holds(lease));
        assertEquals(Optional.empty(), store.leases().acquire(server, "south", MINUTE));
        clock.forward(Duration.ofNanos(1));
        assertFalse(store.leases().holds(lease));
    }

    @Test
    void a_lease_that_ended_is_renewed_if_nobody_took_it() {
        Leases.Lease lease = acquire("north");
        clock.forward(MINUTE.multipliedBy(5));

        assertTrue(store.leases().renew(lease, MINUTE));

        assertTrue(store.leases().holds(lease));
    }

    @Test
    void a_lease_that_another_took_is_lost() {
        Leases.Lease lease = acquire("north");
        clock.forward(MINUTE);
        Leases.Lease souths = acquire("south");

        assertFalse(store.leases().renew(lease, MINUTE));
        store.leases().release(lease);

        assertFalse(store.leases().holds(lease));
        assertTrue(store.leases().holds(souths));
    }

    @Test
    void a_lease_given_back_is_free_at_once_and_cannot_be_renewed() {
        Leases.Lease lease = acquire("north");

        store.leases().release(lease);

        assertFalse(store.leases().holds(lease));
        assertFalse(store.leases().renew(lease, MINUTE));
        assertEquals(2, acquire("south").fence());
    }

    @Test
    void giving_back_twice_is_giving_back_once() {
        Leases.Lease lease = acquire("north");
        store.leases().release(lease);
        Leases.Lease souths = acquire("south");

        store.leases().release(lease);

        assertTrue(store.leases().holds(souths));
    }

    @Test
    void a_lease_that_nobody_gave_is_not_held() {
        acquire("north");

        assertFalse(store.leases().holds(new Leases.Lease(server, "north", 9)));
        assertFalse(store.leases().holds(new Leases.Lease(server, "south", 1)));
        assertFalse(store.leases().holds(new Leases.Lease(Samples.uuid(2), "north", 1)));
        assertFalse(store.leases().renew(new Leases.Lease(server, "south", 1), MINUTE));
    }

    @Test
    void the_fence_goes_on_growing_after_the_server_was_removed() {
        store.servers().insert(Samples.server(1, Samples.NOON));
        store.leases().release(acquire("north"));
        store.servers().remove(new ServerId(server));

        assertEquals(2, acquire("north").fence());
    }

    @Test
    void of_many_owners_that_ask_at_once_one_alone_gets_it() throws Exception {
        List<Optional<Leases.Lease>> answers = Together.run(
                8, () -> store.leases().acquire(server, UUID.randomUUID().toString(), MINUTE));

        assertEquals(1, answers.stream().filter(Optional::isPresent).count());
    }

    @Test
    void fences_grow_by_one_however_many_take_turns() throws Exception {
        List<Long> fences = Together.run(8, () -> {
            String owner = UUID.randomUUID().toString();
            Optional<Leases.Lease> lease = Optional.empty();
            while (lease.isEmpty()) {
                lease = store.leases().acquire(server, owner, MINUTE);
            }
            store.leases().release(lease.orElseThrow());
            return lease.orElseThrow().fence();
        });

        assertEquals(
                LongStream.rangeClosed(1, 8).boxed().toList(),
                fences.stream().sorted().toList());
    }

    private Leases.Lease acquire(String owner) {
        return store.leases().acquire(server, owner, MINUTE).orElseThrow();
    }
}

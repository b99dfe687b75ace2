package io.lunette.usecase.reservation;

import static io.lunette.usecase.reservation.ReservationWorld.ONES;
import static io.lunette.usecase.reservation.ReservationWorld.TWOS;
import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Operation;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.ReservationType;
import io.lunette.usecase.reservation.ClearReservations.Cleared;
import io.lunette.usecase.reservation.ShownReservations.Registration;
import io.lunette.usecase.server.ServerWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reservations of a LUN that two servers share, on simulated parts. */
class ReservationsTest {
    private static final ClearReservations.Request ALL = new ClearReservations.Request(Optional.empty(), false);

    private final ReservationWorld world = new ReservationWorld();

    @AfterEach
    void close() {
        world.servers.store.close();
    }

    private ShownReservations shown() {
        return world.reservations.show().show(ANN, world.volume.id()).get();
    }

    private Outcome<Cleared> clear(ClearReservations.Request request) {
        return world.reservations.clear().clear(again(ADMIN), world.volume.id(), request);
    }

    private static ClearReservations.Request preempt(ReservationKey key) {
        return new ClearReservations.Request(Optional.of(key), false);
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow(() -> new AssertionError("was done: " + outcome));
    }

    private List<ReservationKey> keys() {
        return shown().registrations().stream().map(Registration::key).toList();
    }

    @Test
    void each_registration_is_told_with_the_server_that_made_it() {
        world.reserve();
        ShownReservations shown = shown();
        assertEquals(
                List.of(Optional.of(world.one.id()), Optional.of(world.two.id())),
                shown.registrations().stream()
                        .map(each -> each.server().map(Server::id))
                        .toList());
        assertEquals(
                List.of(true, false),
                shown.registrations().stream().map(Registration::holds).toList());
        assertEquals(
                Optional.of(new HeldReservation(ONES, ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY)),
                shown.reservation());
        assertEquals(Optional.empty(), shown.whyUnknown());
    }

    @Test
    void where_the_array_tells_keys_alone_nobody_is_guessed() {
        world.reserve();
        world.keepSecretWho();
        ShownReservations shown = shown();
        assertEquals(List.of(ONES, TWOS), keys());
        assertTrue(shown.registrations().stream()
                .allMatch(each -> each.server().isEmpty() && each.initiator().isEmpty()));
        assertEquals(
                List.of(true, false),
                shown.registrations().stream().map(Registration::holds).toList());
        assertTrue(shown.whyUnknown().orElseThrow().contains("READ FULL STATUS"));
    }

    @Test
    void looking_leaves_the_lun_hidden_from_the_controller() {
        shown();
        assertFalse(world.servers.seenBy(world.volume).contains(ReservationWorld.CONTROLLER));
    }

    @Test
    void somebody_elses_volume_is_as_if_it_were_not_there() {
        assertEquals(
                "volume.not-found",
                failure(world.reservations.show().show(BOB, world.volume.id())).code());
    }

    @Test
    void clearing_is_for_administrators() {
        world.reserve();
        assertEquals(
                "identity.not-allowed",
                failure(world.reservations.clear().clear(ANN, world.volume.id(), preempt(TWOS)))
                        .code());
        assertEquals(List.of(ONES, TWOS), keys());
    }

    @Test
    void what_a_stopped_server_left_is_preempted_although_the_other_runs() {
        world.reserve();
        world.stop(world.one);
        Cleared cleared = clear(preempt(ONES)).get();
        assertEquals(List.of(TWOS), keys());
        assertEquals(Optional.empty(), shown().reservation());
        assertEquals(List.of(), cleared.hit());
        assertEquals(2, cleared.before().registrations().size());
        assertEquals(1, cleared.after().orElseThrow().registrations().size());
    }

    @Test
    void the_key_of_a_server_that_runs_is_not_preempted_without_force() {
        world.reserve();
        world.stop(world.one);
        ReservationFailure.ServersRun refused =
                assertInstanceOf(ReservationFailure.ServersRun.class, failure(clear(preempt(TWOS))));
        assertEquals(List.of(world.two.id().toString()), refused.servers());
        assertEquals(List.of(ONES, TWOS), keys());

        Cleared cleared =
                clear(new ClearReservations.Request(Optional.of(TWOS), true)).get();
        assertEquals(
                List.of(world.two.id()), cleared.hit().stream().map(Server::id).toList());
        assertEquals(List.of(ONES), keys());
    }

    @Test
    void where_the_array_tells_keys_alone_any_server_that_runs_is_in_the_way() {
        world.reserve();
        world.keepSecretWho();
        world.stop(world.one);
        assertInstanceOf(ReservationFailure.ServersRun.class, failure(clear(preempt(ONES))));
        world.stop(world.two);
        clear(preempt(ONES)).get();
        assertEquals(List.of(TWOS), keys());
    }

    @Test
    void everything_is_cleared_when_all_servers_are_stopped() {
        world.reserve();
        assertInstanceOf(ReservationFailure.ServersRun.class, failure(clear(ALL)));
        world.stop(world.one);
        world.stop(world.two);
        clear(ALL).get();
        assertEquals(List.of(), keys());
        assertEquals(Optional.empty(), shown().reservation());
    }

    @Test
    void a_key_that_is_not_registered_is_refused_naming_those_that_are() {
        world.reserve();
        world.keepSecretWho();
        ReservationFailure.KeyNotRegistered refused = assertInstanceOf(
                ReservationFailure.KeyNotRegistered.class, failure(clear(preempt(new ReservationKey(7)))));
        assertEquals(List.of(ONES.toString(), TWOS.toString()), refused.registered());
    }

    @Test
    void clearing_is_on_record_with_each_server_that_has_the_volume() {
        world.reserve();
        world.stop(world.one);
        clear(preempt(ONES)).get();
        for (Server server : List.of(world.one, world.two)) {
            Operation recorded =
                    world.servers.store.operations().ofServer(server.id()).getFirst();
            assertEquals("clear_reservations", recorded.action());
            assertEquals(ADMIN.user(), recorded.user());
            assertEquals(Optional.empty(), recorded.failure());
            assertEquals(
                    "pre-empt key " + ONES + " on volume " + world.volume.id(),
                    recorded.steps().getFirst().name());
        }
    }

    @Test
    void nothing_is_cleared_on_another_lun_that_took_the_place() {
        world.reserve();
        world.stop(world.one);
        Volume other = world.servers.volume(ServerWorld.PASSTHROUGH);
        world.servers.source.swapIdentities(world.volume.id(), other.id());
        assertInstanceOf(StorageFailure.IdentityMismatch.class, failure(clear(preempt(ONES))));
        world.servers.source.swapIdentities(world.volume.id(), other.id());
        assertEquals(List.of(ONES, TWOS), keys());
    }

    @Test
    void a_volume_without_a_lun_has_no_reservations() {
        Volume volume = world.servers.volume(ServerWorld.PASSTHROUGH);
        Volume without = new Volume(
                volume.id(),
                volume.revision(),
                "",
                "",
                volume.project(),
                volume.user(),
                1,
                VolumeStatus.ERROR,
                false,
                false,
                "lun",
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                volume.created(),
                volume.updated());
        assertTrue(world.servers.store.volumes().update(without));
        assertInstanceOf(
                ReservationFailure.NoLun.class,
                failure(world.reservations.show().show(ANN, volume.id())));
    }
}

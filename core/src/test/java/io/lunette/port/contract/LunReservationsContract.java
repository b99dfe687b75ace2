package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.ReservationKey;
import io.lunette.model.VolumeId;
import io.lunette.port.LunReservations;
import io.lunette.port.LunSource;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.ReservationType;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.TransportId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LunReservations} promises, on LUNs of a source that keeps its own promises. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class LunReservationsContract {
    private static final HostName HOST = new HostName("host1");
    private static final Iqn CONTROLLER =
            Iqn.parse("iqn.2026-11.io.lunette:controller").get();
    private static final Iqn ONE = Iqn.parse("iqn.2026-11.io.lunette:server-1").get();
    private static final Iqn TWO = Iqn.parse("iqn.2026-11.io.lunette:server-2").get();
    private static final Iqn STRANGER =
            Iqn.parse("iqn.2026-11.io.lunette:stranger").get();
    private static final ReservationKey A = new ReservationKey(0xabc0000000000001L);
    private static final ReservationKey B = new ReservationKey(2);
    private static final ReservationType REGISTRANTS = ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY;

    protected abstract LunReservations reservations();

    protected abstract LunSource source();

    /** Registers an initiator in a session of its own, which ends, and reserves if {@code type} is given. */
    protected abstract void arrange(
            Connection.Network path, Iqn initiator, ReservationKey key, Optional<ReservationType> type);

    private final VolumeId volume = new VolumeId(UUID.randomUUID());

    private Connection.Network exposed() {
        Lun lun = source().create(volume, ByteCount.ofMiB(4), Optional.empty()).get();
        source().expose(volume, lun, HOST, Login.of(ONE)).get();
        source().expose(volume, lun, HOST, Login.of(TWO)).get();
        Connection connection =
                source().expose(volume, lun, HOST, Login.of(CONTROLLER)).get();
        return assertInstanceOf(Connection.Network.class, connection);
    }

    private Reservations read(Connection.Network path) {
        return reservations().read(path, Login.of(CONTROLLER)).get();
    }

    private List<ReservationKey> keys(Connection.Network path) {
        return read(path).registered().keys();
    }

    @Test
    void a_lun_that_nobody_registered_with_has_no_keys_and_no_reservation() {
        Reservations found = read(exposed());
        assertEquals(List.of(), found.registered().keys());
        assertEquals(Optional.empty(), found.held());
    }

    @Test
    void everybody_who_registered_is_told_by_key_also_after_their_sessions_ended() {
        Connection.Network path = exposed();
        int before = read(path).registered().generation();
        arrange(path, ONE, A, Optional.empty());
        arrange(path, TWO, B, Optional.empty());
        Reservations found = read(path);
        assertEquals(List.of(A, B), found.registered().keys());
        assertTrue(found.registered().generation() > before);
        assertEquals(Optional.empty(), found.held());
    }

    @Test
    void a_reservation_is_told_by_its_holders_key_and_its_type() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.empty());
        arrange(path, TWO, B, Optional.of(REGISTRANTS));
        assertEquals(
                Optional.of(new HeldReservation(B, REGISTRANTS)), read(path).held());
    }

    @Test
    void who_is_registered_is_told_by_name_or_it_is_said_why_not() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.of(REGISTRANTS));
        arrange(path, TWO, B, Optional.empty());
        switch (read(path).fullStatus()) {
            case Parsed.Valid<FullStatus> told -> {
                List<FullStatus.Registrant> registrants = told.value().registrants();
                assertEquals(
                        List.of(A, B),
                        registrants.stream().map(FullStatus.Registrant::key).toList());
                assertEquals(
                        List.of(true, false),
                        registrants.stream().map(FullStatus.Registrant::holder).toList());
                assertEquals(
                        ONE.text(), ((TransportId.Iscsi) registrants.getFirst().initiator()).name());
            }
            case Parsed.Invalid<FullStatus> refused ->
                assertTrue(refused.problem().contains("ILLEGAL_REQUEST"));
        }
    }

    @Test
    void the_unit_tells_which_reservations_it_has() {
        ReservationCapabilities told = read(exposed()).capabilities().get();
        assertTrue(told.types().orElseThrow().contains(REGISTRANTS));
    }

    @Test
    void a_key_is_preempted_with_its_reservation_and_the_others_stay() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.of(REGISTRANTS));
        arrange(path, TWO, B, Optional.empty());
        reservations().preempt(path, Login.of(CONTROLLER), A).get();
        assertEquals(List.of(B), keys(path));
        assertEquals(Optional.empty(), read(path).held());
    }

    @Test
    void the_reservation_stays_with_its_holder_where_another_key_is_preempted() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.of(REGISTRANTS));
        arrange(path, TWO, B, Optional.empty());
        reservations().preempt(path, Login.of(CONTROLLER), B).get();
        assertEquals(List.of(A), keys(path));
        assertEquals(
                Optional.of(new HeldReservation(A, REGISTRANTS)), read(path).held());
    }

    @Test
    void all_who_are_registered_by_a_key_go_with_it() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.empty());
        arrange(path, TWO, A, Optional.empty());
        reservations().preempt(path, Login.of(CONTROLLER), A).get();
        assertEquals(List.of(), keys(path));
    }

    @Test
    void a_key_that_nobody_has_is_refused_naming_those_that_are_there() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.of(REGISTRANTS));
        ReservationFailure.KeyNotRegistered refused = assertInstanceOf(
                ReservationFailure.KeyNotRegistered.class,
                failure(reservations().preempt(path, Login.of(CONTROLLER), B)));
        assertEquals(List.of(A.toString()), refused.registered());
        assertEquals(List.of(A), keys(path));
    }

    @Test
    void a_key_of_lunettes_own_that_was_left_is_preempted_as_any_other() {
        Connection.Network path = exposed();
        arrange(path, ONE, LunReservations.OWN_KEY, Optional.of(REGISTRANTS));
        reservations()
                .preempt(path, Login.of(CONTROLLER), LunReservations.OWN_KEY)
                .get();
        assertEquals(List.of(), keys(path));
    }

    @Test
    void clearing_leaves_nobody_registered_and_nothing_reserved() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.of(REGISTRANTS));
        arrange(path, TWO, B, Optional.empty());
        reservations().clear(path, Login.of(CONTROLLER)).get();
        assertEquals(List.of(), keys(path));
        assertEquals(Optional.empty(), read(path).held());
    }

    @Test
    void clearing_what_is_clear_is_done() {
        Connection.Network path = exposed();
        reservations().clear(path, Login.of(CONTROLLER)).get();
        assertEquals(List.of(), keys(path));
    }

    @Test
    void a_lun_that_is_hidden_from_the_initiator_is_a_path_that_is_down_and_nothing_changes() {
        Connection.Network path = exposed();
        arrange(path, ONE, A, Optional.empty());
        assertInstanceOf(StorageFailure.PathDown.class, failure(reservations().read(path, Login.of(STRANGER))));
        assertInstanceOf(StorageFailure.PathDown.class, failure(reservations().preempt(path, Login.of(STRANGER), A)));
        assertInstanceOf(StorageFailure.PathDown.class, failure(reservations().clear(path, Login.of(STRANGER))));
        assertFalse(keys(path).isEmpty());
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow(() -> new AssertionError("was done: " + outcome));
    }
}

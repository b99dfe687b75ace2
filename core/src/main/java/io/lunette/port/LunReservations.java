package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.ReservationKey;
import io.lunette.scsi.Reservations;

/**
 * Reads the persistent reservations of a LUN and clears what initiators left there that are gone (SPC-4 section 5.12). Each
 * call is a session of its own, of {@code login}'s initiator, which must be let in and must be nobody's who works with the LUN.
 * Answers within 5 s; fails with {@code StorageFailure.PathDown} as {@link LunProbe} does, and nothing was changed then,
 * unless the LUN fell silent in the midst of it.
 *
 * <p>Clearing registers {@code login}'s initiator by {@link #OWN_KEY}, and ends that registration again. One that stays because
 * the LUN fell silent is {@code ReservationFailure.OwnKeyLeft}. What the array refuses is
 * {@code ReservationFailure.RefusedByArray}.
 */
public interface LunReservations {
    /** {@code LUNETTE!} in ASCII, so that whoever finds it knows whose it is. */
    ReservationKey OWN_KEY = new ReservationKey(0x4c554e4554544521L);

    Outcome<Reservations> read(Connection.Network path, Login login);

    /**
     * Ends every registration by that key, and the reservation if one of them holds it; all others stay. A key that nobody
     * is registered by is {@code ReservationFailure.KeyNotRegistered}.
     */
    Outcome<Unit> preempt(Connection.Network path, Login login, ReservationKey victim);

    /** Ends the reservation and every registration; done as well where there are none. */
    Outcome<Unit> clear(Connection.Network path, Login login);
}

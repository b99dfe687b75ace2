package io.lunette.usecase.reservation;

import io.lunette.failure.Outcome;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ReservationKey;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.LunReservations;
import io.lunette.port.StateStore;
import io.lunette.run.Registrations;
import io.lunette.scsi.Reservations;

/** What plans of servers do about reservations, one at a time on each LUN. */
record ControllerRegistrations(StateStore store, ControllerPath path, LunReservations reservations)
        implements Registrations {
    @Override
    public Outcome<Reservations> read(Volume volume) {
        return path.to(volume, reservations::read);
    }

    @Override
    public Outcome<Unit> end(VolumeId id, ReservationKey key) {
        return store.volumes()
                .find(id)
                .map(volume -> path.to(volume, (to, login) -> {
                    Outcome<Unit> ended = reservations.preempt(to, login, key);
                    return isGone(ended) ? Outcome.done() : ended;
                }))
                .orElseGet(Outcome::done);
    }

    private static boolean isGone(Outcome<Unit> ended) {
        return ended.failureIfAny()
                .filter(ReservationFailure.KeyNotRegistered.class::isInstance)
                .isPresent();
    }
}

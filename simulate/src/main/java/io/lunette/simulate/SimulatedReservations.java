package io.lunette.simulate;

import io.lunette.failure.Outcome;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.ReservationKey;
import io.lunette.port.LunReservations;
import io.lunette.scsi.ReservationType;
import io.lunette.scsi.Reservations;
import java.util.List;
import java.util.function.Function;

/** The reservations on the LUNs of a {@link SimulatedLunSource}, and what tests arrange there. */
public final class SimulatedReservations implements LunReservations {
    private final SimulatedLunSource source;

    public SimulatedReservations(SimulatedLunSource source) {
        this.source = source;
    }

    @Override
    public Outcome<Reservations> read(Connection.Network path, Login login) {
        return onLun(path, login, lun -> Outcome.done(lun.registrations.shown()));
    }

    @Override
    public Outcome<Unit> preempt(Connection.Network path, Login login, ReservationKey victim) {
        return onLun(path, login, lun -> {
            List<ReservationKey> keys = lun.registrations.keys();
            if (!keys.contains(victim)) {
                return Outcome.failed(new ReservationFailure.KeyNotRegistered(
                        "LUN " + path.lun() + " of " + path.target(),
                        victim.toString(),
                        keys.stream().map(ReservationKey::toString).distinct().toList()));
            }
            lun.registrations.preempt(victim);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> clear(Connection.Network path, Login login) {
        return onLun(path, login, lun -> {
            lun.registrations.clear();
            return Outcome.done();
        });
    }

    /** As a guest does it that registers. */
    public void register(Connection.Network path, Login login, ReservationKey key) {
        onLun(path, login, lun -> {
                    lun.registrations.register(login.initiator(), key);
                    return Outcome.done();
                })
                .get();
    }

    /** As a guest does it that reserves; it must be registered. */
    public void reserve(Connection.Network path, Login login, ReservationType type) {
        onLun(path, login, lun -> {
                    lun.registrations.reserve(login.initiator(), type);
                    return Outcome.done();
                })
                .get();
    }

    /** From now on the LUN has no READ FULL STATUS, as many arrays. */
    public void keepSecretWho(Connection.Network path, Login login) {
        onLun(path, login, lun -> {
                    lun.registrations.tellsWho = false;
                    return Outcome.done();
                })
                .get();
    }

    private <T> Outcome<T> onLun(Connection.Network path, Login login, Function<SimulatedLun, Outcome<T>> work) {
        return source.onLun(path, login, work)
                .orElseGet(() -> Outcome.failed(new StorageFailure.PathDown(
                        path.portal().toString(),
                        path.target().toString(),
                        path.lun(),
                        "no such LUN is shown to initiator " + login.initiator())));
    }
}

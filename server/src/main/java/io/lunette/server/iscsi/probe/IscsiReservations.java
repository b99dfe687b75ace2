package io.lunette.server.iscsi.probe;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.ReservationKey;
import io.lunette.port.LunReservations;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.RegisteredKeys;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.ReservationType;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.ReserveOut;
import io.lunette.scsi.ScsiCommand;
import java.util.function.Function;

/** Persistent reservations through libiscsi. */
public final class IscsiReservations implements LunReservations {
    private final IscsiProbe probe;

    public IscsiReservations(IscsiProbe probe) {
        this.probe = probe;
    }

    @Override
    public Outcome<Reservations> read(Connection.Network path, Login login) {
        return probe.inSession(path, login, (session, deadline) -> read(path, new Conversation(session, deadline)));
    }

    private static Outcome<Reservations> read(Connection.Network path, Conversation unit) {
        return must(path, unit, ScsiCommand.readKeys(), RegisteredKeys::parse)
                .then(keys -> must(path, unit, ScsiCommand.readReservation(), HeldReservation::parse)
                        .then(held -> unit.ask(ScsiCommand.readFullStatus())
                                .then(status -> unit.ask(ScsiCommand.reportReservationCapabilities())
                                        .map(capabilities -> new Reservations(
                                                keys,
                                                held,
                                                status.as(FullStatus::parse),
                                                capabilities.as(ReservationCapabilities::parse))))));
    }

    /** An answer that every unit with persistent reservations gives. */
    private static <T> Outcome<T> must(
            Connection.Network path, Conversation unit, ScsiCommand command, Function<byte[], Parsed<T>> parser) {
        return unit.ask(command)
                .then(answer -> answer.as(parser)
                        .orFail(problem -> new StorageFailure.PathDown(
                                path.portal().toString(), path.target().toString(), path.lun(), problem)));
    }

    @Override
    public Outcome<Unit> preempt(Connection.Network path, Login login, ReservationKey victim) {
        // Two registrations by one key cannot be told apart: the victim's would take ours with it.
        ReservationKey own = victim.equals(OWN_KEY) ? new ReservationKey(OWN_KEY.bits() ^ 1) : OWN_KEY;
        return probe.inSession(path, login, (session, deadline) -> {
            Conversation unit = new Conversation(session, deadline);
            return read(path, unit)
                    .then(now -> registered(path, now, victim))
                    .then(now -> tell(path, unit, ReserveOut.registerAndIgnore(own))
                            .then(done -> afterwards(path, unit, own, tell(path, unit, preemption(own, victim, now)))));
        });
    }

    /** Where the victim holds the reservation, it becomes ours for a moment, unchanged. */
    private static ReserveOut preemption(ReservationKey own, ReservationKey victim, Reservations now) {
        return now.held()
                .map(held -> ReserveOut.preempt(own, victim, held.type()))
                .orElseGet(() -> ReserveOut.preempt(own, victim, ReservationType.WRITE_EXCLUSIVE));
    }

    private static Outcome<Reservations> registered(Connection.Network path, Reservations now, ReservationKey victim) {
        return now.registered().keys().contains(victim)
                ? Outcome.done(now)
                : Outcome.failed(new ReservationFailure.KeyNotRegistered(
                        name(path),
                        victim.toString(),
                        now.registered().keys().stream()
                                .map(ReservationKey::toString)
                                .distinct()
                                .toList()));
    }

    @Override
    public Outcome<Unit> clear(Connection.Network path, Login login) {
        return probe.inSession(path, login, (session, deadline) -> {
            Conversation unit = new Conversation(session, deadline);
            return tell(path, unit, ReserveOut.registerAndIgnore(OWN_KEY)).then(registered -> {
                Outcome<Unit> cleared = tell(path, unit, ReserveOut.clear(OWN_KEY));
                return cleared.isDone() ? cleared : afterwards(path, unit, OWN_KEY, cleared);
            });
        });
    }

    /** Ends our own registration, however the work ended. */
    private static Outcome<Unit> afterwards(
            Connection.Network path, Conversation unit, ReservationKey own, Outcome<Unit> work) {
        Outcome<Unit> ended = tell(path, unit, ReserveOut.unregister(own));
        return ended instanceof Outcome.Failed<Unit> left
                ? Outcome.failed(new ReservationFailure.OwnKeyLeft(name(path), own.toString(), because(work, left)))
                : work;
    }

    private static String because(Outcome<Unit> work, Outcome.Failed<Unit> left) {
        return work.failureIfAny().map(failure -> failure.why() + "; then ").orElse("the rest was done, but ")
                + left.failure().why();
    }

    private static Outcome<Unit> tell(Connection.Network path, Conversation unit, ReserveOut what) {
        ScsiCommand command = ScsiCommand.persistentReserveOut(what);
        return unit.ask(command).then(answer -> switch (answer) {
            case Answer.Good good -> Outcome.done();
            case Answer.Bad bad ->
                Outcome.failed(new ReservationFailure.RefusedByArray(name(path), command.toString(), bad.error()));
        });
    }

    private static String name(Connection.Network path) {
        return "LUN " + path.lun() + " of " + path.target();
    }
}

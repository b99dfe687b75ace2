package io.lunette.usecase.reservation;

import io.lunette.failure.Outcome;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.run.TargetLogins;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.lease.LeaseKeeper.Kept;
import io.lunette.usecase.volume.ControllerInitiator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The controller's own way to a volume's LUN, which is open for as long as one piece of work takes. One at a time has it,
 * of all controllers: whoever is done withdraws it, and would cut another's session.
 */
final class ControllerPath {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final int TRIES = 200;

    private final LunSource source;
    private final LunProbe probe;
    private final TargetLogins logins;
    private final ControllerInitiator controller;
    private final LeaseKeeper leases;

    /** Those that this controller is at: whoever asks for a lease that it has would lose it. */
    private final Set<VolumeId> here = ConcurrentHashMap.newKeySet();

    ControllerPath(
            LunSource source, LunProbe probe, TargetLogins logins, ControllerInitiator controller, LeaseKeeper leases) {
        this.source = source;
        this.probe = probe;
        this.logins = logins;
        this.controller = controller;
        this.leases = leases;
    }

    /**
     * Does {@code work} at the volume's LUN, if what is on the path is that LUN still; waits up to 10 s until others are
     * done with it.
     */
    <T> Outcome<T> to(Volume volume, BiFunction<Connection.Network, Login, Outcome<T>> work) {
        if (volume.lun().isEmpty()) {
            return Outcome.failed(new ReservationFailure.NoLun(
                    volume.id().toString(), volume.status().wire()));
        }
        if (volume.lun().get().address().isEmpty()) {
            return Outcome.failed(
                    new ReservationFailure.NotOnNetwork(volume.id().toString()));
        }
        Outcome<T> busy = Outcome.failed(new ReservationFailure.Busy(volume.id().toString()));
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Outcome<T>> done =
                    inTurn(volume, () -> open(volume, volume.lun().get(), work));
            if (done.isPresent() || !pause()) {
                return done.orElse(busy);
            }
        }
        return busy;
    }

    /** Nothing where somebody else is at it. */
    private <T> Optional<T> inTurn(Volume volume, Supplier<T> work) {
        if (!here.add(volume.id())) {
            return Optional.empty();
        }
        try {
            Optional<Kept> lease = leases.take(subject(volume.id()));
            if (lease.isEmpty()) {
                return Optional.empty();
            }
            try (Kept turn = lease.get()) {
                return turn.mayAct() ? Optional.of(work.get()) : Optional.empty();
            }
        } finally {
            here.remove(volume.id());
        }
    }

    /** Not the volume's own lease: that one is for what its status says is under way. */
    private static UUID subject(VolumeId volume) {
        return UUID.nameUUIDFromBytes(("controller-path:" + volume).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> Outcome<T> open(Volume volume, Lun lun, BiFunction<Connection.Network, Login, Outcome<T>> work) {
        Login login = logins.passing(volume.id(), lun, controller.iqn());
        Outcome<T> done = source.expose(volume.id(), lun, controller.host(), login)
                .then(connection -> network(volume, connection))
                .then(path -> identified(volume, lun, path, login).then(same -> work.apply(path, login)));
        // Also after a failed expose, which may have come half the way.
        Outcome<Unit> withdrawn = source.withdraw(volume.id(), lun, controller.host(), controller.iqn());
        // What was done is done: a mask of the controller's own that stays is found as drift.
        return done.isDone() || withdrawn.isDone() ? done : withdrawn.then(never -> done);
    }

    private static Outcome<Connection.Network> network(Volume volume, Connection connection) {
        return switch (connection) {
            case Connection.Network network -> Outcome.done(network);
            case Connection.Block block ->
                Outcome.failed(new ReservationFailure.NotOnNetwork(volume.id().toString()));
        };
    }

    /** Another LUN in its place has other people's reservations. */
    private Outcome<Unit> identified(Volume volume, Lun lun, Connection.Network path, Login login) {
        return probe.identify(path, login)
                .then(found -> found.wwid().equals(lun.identity().wwid())
                        ? Outcome.done()
                        : Outcome.failed(new StorageFailure.IdentityMismatch(
                                volume.id().toString(),
                                lun.identity().wwid().toString(),
                                found.wwid().toString())));
    }
}

package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.Volumes;
import io.lunette.run.TargetLogins;
import java.util.Optional;

/**
 * Asks a new LUN who it is, on the path, and lets it in only if no other volume has that identity. What the LUN says
 * here is what every later attach is held to.
 */
public final class IdentifyLun {
    private final Volumes volumes;
    private final LunSource source;
    private final LunProbe probe;
    private final TargetLogins logins;
    private final ControllerInitiator controller;

    public IdentifyLun(
            Volumes volumes, LunSource source, LunProbe probe, TargetLogins logins, ControllerInitiator controller) {
        this.volumes = volumes;
        this.source = source;
        this.probe = probe;
        this.logins = logins;
        this.controller = controller;
    }

    /** The LUN with the identity it showed; it is exposed to the controller for as long as that takes. */
    public Outcome<Lun> identify(VolumeId volume, Lun lun) {
        return look(volume, lun).then(identity -> unique(volume, identity)).map(lun::with);
    }

    /** The same for a LUN that is known: {@code StorageFailure.IdentityMismatch} where another one answers in its place. */
    Outcome<Lun> recognize(VolumeId volume, Lun known) {
        return look(volume, known)
                .then(found -> found.isOfSameLun(known.identity())
                        ? Outcome.done(known.with(found))
                        : Outcome.failed(new StorageFailure.IdentityMismatch(
                                volume.toString(), known.identity().name(), found.name())));
    }

    private Outcome<LunIdentity> look(VolumeId volume, Lun lun) {
        Login login = logins.passing(volume, lun, controller.iqn());
        Outcome<LunIdentity> read =
                source.expose(volume, lun, controller.host(), login).then(connection -> read(lun, connection, login));
        // Also after a failed expose, which may have come half the way.
        Outcome<?> withdrawn = source.withdraw(volume, lun, controller.host(), controller.iqn());
        return read.then(identity -> withdrawn.map(done -> identity));
    }

    private Outcome<LunIdentity> read(Lun lun, Connection connection, Login login) {
        return switch (connection) {
            case Connection.Network network -> probe.identify(network, login);
            // A block path exists on a host only; that host reads the identity there before each attach.
            case Connection.Block block -> Outcome.done(lun.identity());
        };
    }

    private Outcome<LunIdentity> unique(VolumeId volume, LunIdentity identity) {
        Optional<Volume> holder =
                volumes.findByWwid(identity.wwid()).filter(other -> !other.id().equals(volume));
        return holder.<Outcome<LunIdentity>>map(other -> Outcome.failed(new StorageFailure.DuplicateIdentity(
                        identity.wwid().toString(), other.id().toString())))
                .orElseGet(() -> Outcome.done(identity));
    }
}

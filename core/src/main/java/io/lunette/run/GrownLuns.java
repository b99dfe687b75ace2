package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.plan.Step;
import java.util.Optional;

/** Looks at LUNs that a server has: whether they are the right ones, and whether all agree on how large they are. */
public record GrownLuns(World world, ServerId server) {

    /** What the LUN says of itself now, on the server's path, if it is the one that is meant. */
    public Outcome<LunIdentity> look(VolumeId volume, Lun lun, Iqn initiator) {
        Login login = world.logins().current(volume, lun, initiator);
        // It has the volume, so it may see it: nothing is to be taken back.
        return world.luns()
                .expose(volume, lun, world.hypervisor().name(), login)
                .then(connection -> world.identify(lun, connection, login))
                .then(found -> found.isOfSameLun(lun.identity())
                        ? Outcome.done(found)
                        : Outcome.failed(new StorageFailure.IdentityMismatch(
                                volume.toString(), lun.identity().name(), found.name())));
    }

    Outcome<Unit> recognize(Step.RecognizeLun step) {
        return look(step.volume(), step.lun(), step.initiator()).map(found -> Unit.UNIT);
    }

    Outcome<Unit> confirm(Step.ConfirmSize step) {
        return look(step.volume(), step.lun(), step.initiator())
                .then(found -> same(step, "READ CAPACITY on its path", found.size()))
                .then(same -> step.alias()
                        .map(alias -> world.hypervisor().diskSize(server, alias))
                        .orElseGet(() -> Outcome.done(Optional.empty())))
                .then(shown -> shown.map(size -> same(step, "QEMU of server " + server, size))
                        .orElseGet(Outcome::done));
    }

    private static Outcome<Unit> same(Step.ConfirmSize step, String who, ByteCount found) {
        return found.equals(step.size())
                ? Outcome.done()
                : Outcome.failed(new StorageFailure.SizesDiffer(
                        step.volume().toString(), step.size().bytes(), who, found.bytes()));
    }
}

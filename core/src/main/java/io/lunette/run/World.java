package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.LunPath;
import io.lunette.port.BlankDisks;
import io.lunette.port.Hypervisor;
import io.lunette.port.ImageFiles;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import java.util.Optional;

/**
 * The ports through which a plan for a server on one host acts.
 *
 * @param luns where the LUNs of its servers come from, reached as {@code path} says
 * @param probe of LUNs on the network
 */
public record World(
        Hypervisor hypervisor,
        LunPath path,
        LunSource luns,
        LunProbe probe,
        TargetLogins logins,
        ImageFiles images,
        BlankDisks blanks) {

    /** One whose servers reach their LUNs by the network. */
    public World(
            Hypervisor hypervisor,
            LunSource luns,
            LunProbe probe,
            TargetLogins logins,
            ImageFiles images,
            BlankDisks blanks) {
        this(hypervisor, LunPath.NETWORK, luns, probe, logins, images, blanks);
    }

    /** Another host with what all hosts have in common. */
    public World of(Hypervisor other, LunPath itsPath) {
        LunSource shared = luns instanceof KernelPaths own ? own.source() : luns;
        return new World(
                other,
                itsPath,
                itsPath == LunPath.BLOCK ? new KernelPaths(shared, other.kernelLuns()) : shared,
                probe,
                logins,
                images,
                blanks);
    }

    /** What a LUN says of itself now, on the path on which it was found. */
    public Outcome<LunIdentity> identify(Lun lun, Connection connection, Login login) {
        return switch (connection) {
            case Connection.Network network -> probe.identify(network, login);
            case Connection.Block block ->
                hypervisor
                        .kernelLuns()
                        .identify(lun.identity().wwid())
                        .then(found -> found.device().equals(Optional.of(block))
                                ? Outcome.done(found.identity())
                                : Outcome.failed(new StorageFailure.Unusable(
                                        hypervisor.name().toString(),
                                        found.wwid().toString(),
                                        "it is "
                                                + found.device()
                                                        .map(Connection.Block::device)
                                                        .orElse("nowhere") + " now, and was " + block.device()
                                                + " a moment ago",
                                        "Repeat")));
        };
    }
}

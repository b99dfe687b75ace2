package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import io.lunette.port.HostLuns;
import io.lunette.port.LunSource;
import java.util.Optional;

/**
 * LUNs as the kernel of one host has them. Who sees them there is between that host and the array, so to expose one is to find
 * it, by its WWID, and there is nothing to withdraw. All else is its source's.
 */
final class KernelPaths extends WaysToLuns {
    private final HostLuns kernel;

    KernelPaths(LunSource source, HostLuns kernel) {
        super(source);
        this.kernel = kernel;
    }

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        return kernel.find(lun.identity().wwid()).map(HostLun::device).map(Optional::orElseThrow);
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return Outcome.done();
    }
}

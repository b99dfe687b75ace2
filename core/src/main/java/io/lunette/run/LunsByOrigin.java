package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;

/**
 * Sends what is asked of a LUN where it comes from: managed ones to their source, which never hears of adopted ones. An
 * adopted LUN is shown and hidden by its array's administrator, so to expose it is to find it there, and there is nothing
 * to withdraw.
 */
public final class LunsByOrigin extends WaysToLuns {
    private final AdoptedPath adopted;

    public LunsByOrigin(LunSource managed, LunProbe probe) {
        super(managed);
        this.adopted = new AdoptedPath(probe);
    }

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        return lun.adopted() ? adopted.find(volume, lun, login) : source().expose(volume, lun, host, login);
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return lun.adopted() ? Outcome.done() : source().withdraw(volume, lun, host, initiator);
    }
}

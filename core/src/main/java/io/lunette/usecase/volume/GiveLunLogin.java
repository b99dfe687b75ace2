package io.lunette.usecase.volume;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.ChapAccount;
import io.lunette.model.Login;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import java.util.Optional;

/**
 * Changes the CHAP account with which servers log in to an adopted LUN, when its array's administrator has changed it, or
 * when the store that knew it was lost.
 */
public final class GiveLunLogin {
    private final StateStore store;
    private final LunSource source;
    private final ControllerInitiator controller;
    private final VolumeRows rows;

    GiveLunLogin(StateStore store, LunSource source, ControllerInitiator controller, VolumeRows rows) {
        this.store = store;
        this.source = source;
        this.controller = controller;
        this.rows = rows;
    }

    /**
     * Tries it first: an account with which the LUN is not found is refused, and the one before stays. Servers that run go on
     * with the session that they have, and take the new account at their next start.
     *
     * @param account empty where the array asks for none any more
     */
    public Outcome<Volume> give(Caller caller, VolumeId id, Optional<ChapAccount> account) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("give the CHAP account of a LUN"));
        }
        return rows.find(caller, id)
                .then(volume -> volume.isAdopted()
                        ? tried(volume, account).map(found -> kept(volume, account))
                        : Outcome.failed(
                                new VolumeFailure.ChapIsLunettes(volume.id().toString())));
    }

    private Outcome<Unit> tried(Volume volume, Optional<ChapAccount> account) {
        Login login = new Login(controller.iqn(), account);
        return source.expose(volume.id(), volume.lun().orElseThrow(), controller.host(), login)
                .map(found -> Unit.UNIT);
    }

    private Volume kept(Volume volume, Optional<ChapAccount> account) {
        Holder holder = Holder.everyInitiator(volume.id());
        account.ifPresentOrElse(
                known -> store.chapAccounts().put(holder, known),
                () -> store.chapAccounts().remove(holder));
        return volume;
    }
}

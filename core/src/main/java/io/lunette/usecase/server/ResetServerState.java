package io.lunette.usecase.server;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import java.util.Optional;

/** Lets an administrator say what a server's state is, after something was repaired by hand. */
public final class ResetServerState {
    private final ServerRows rows;
    private final Works works;

    ResetServerState(ServerRows rows, Works works) {
        this.rows = rows;
        this.works = works;
    }

    /**
     * The work under way is forgotten with it.
     *
     * @param active ACTIVE, otherwise ERROR */
    public Outcome<Server> reset(Caller caller, ServerId id, boolean active) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("reset the state of a server"));
        }
        ServerStatus status = active ? ServerStatus.ACTIVE : ServerStatus.ERROR;
        return rows.store()
                .atomically(() -> rows.change(
                                caller,
                                id,
                                server -> Outcome.done(server.with(status, Optional.empty())
                                        .withFault(active ? Optional.empty() : server.fault())))
                        .ifDone(reset -> works.forget(id, new ServerFailure.Forgotten(id.toString()))));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Operation;
import io.lunette.model.ServerId;
import io.lunette.port.StateStore;
import java.util.List;

/** Shows what was done to a server, and how far each piece of work came. */
public final class ShowActions {
    private final StateStore store;
    private final ServerAccess access;

    public ShowActions(StateStore store) {
        this.store = store;
        this.access = new ServerAccess(store);
    }

    /** Newest first. */
    public Outcome<List<Operation>> list(Caller caller, ServerId id) {
        return access.server(caller, id).map(server -> store.operations().ofServer(id));
    }

    public Outcome<Operation> show(Caller caller, ServerId id, String requestId) {
        return access.server(caller, id)
                .then(server -> Outcome.of(
                        store.operations().find(id, requestId),
                        new ServerFailure.ActionNotFound(id.toString(), requestId)));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import java.util.Optional;

/** Keeps a server from being changed by anybody but administrators, and lets it be changed again. */
public final class LockServer {
    private final ServerRows rows;

    public LockServer(ServerRows rows) {
        this.rows = rows;
    }

    public Outcome<Server> lock(Caller caller, ServerId id, Optional<String> reason) {
        return rows.change(caller, id, server -> Outcome.done(server.withLocked(true, reason)));
    }

    public Outcome<Server> unlock(Caller caller, ServerId id) {
        return rows.change(caller, id, server -> Outcome.done(server.withLocked(false, Optional.empty())));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import java.util.Optional;

/** Changes how a server is called. */
public final class UpdateServer {
    private final ServerRows rows;

    public UpdateServer(ServerRows rows) {
        this.rows = rows;
    }

    /** What is empty stays as it is. */
    public Outcome<Server> update(Caller caller, ServerId id, Optional<String> name, Optional<String> description) {
        return rows.change(
                caller,
                id,
                server -> Outcome.done(server.withNameAndDescription(
                        name.orElse(server.name()), description.orElse(server.description()))));
    }
}

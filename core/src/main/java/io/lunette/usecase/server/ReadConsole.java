package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.ServerId;
import io.lunette.port.StateStore;
import java.util.Optional;

/** Reads what a server's guest printed on its serial console. */
public final class ReadConsole {
    private final ServerAccess access;
    private final Hosts hosts;

    public ReadConsole(StateStore store, Hosts hosts) {
        this.access = new ServerAccess(store);
        this.hosts = hosts;
    }

    /** The last {@code lines}, or all that is kept. */
    public Outcome<String> read(Caller caller, ServerId id, Optional<Integer> lines) {
        return access.server(caller, id)
                .then(server ->
                        hosts.of(server.host()).then(world -> world.hypervisor().console(id, lines)));
    }
}

package io.lunette.usecase.host;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;

/** Removes a host that has no server any more. Nothing is changed there. */
public final class RemoveHost {
    private final StateStore store;
    private final Hosts hosts;

    RemoveHost(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
    }

    public Outcome<Unit> remove(Caller caller, HostName name) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("remove a host"));
        }
        if (hosts.own().hypervisor().name().equals(name)) {
            return Outcome.failed(new HostRefusal.OfTheSettings(name.toString()));
        }
        return store.atomically(() -> Outcome.of(store.hosts().find(name), new HostRefusal.NotFound(name.toString()))
                        .then(host -> withoutServers(name))
                        .ifDone(free -> store.hosts().remove(name)))
                .ifDone(removed -> hosts.remove(name));
    }

    private Outcome<Unit> withoutServers(HostName name) {
        long coming = store.migrations().list().stream()
                .filter(move -> move.status().isUnderWay() && move.target().equals(name))
                .count();
        int servers = store.servers().onHost(name).size() + Math.toIntExact(coming);
        return servers == 0 ? Outcome.done() : Outcome.failed(new HostRefusal.HasServers(name.toString(), servers));
    }
}

package io.lunette.usecase.fibrechannel;

import io.lunette.failure.FibreChannelFailure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.VirtualAdapter;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.Turns;

/** Takes the vHBA from a server that is off, or has no volume that it might see through it. */
public final class RemoveAdapter {
    private final StateStore store;
    private final Hosts hosts;
    private final Turns turns;

    RemoveAdapter(StateStore store, Hosts hosts, Turns turns) {
        this.store = store;
        this.hosts = hosts;
        this.turns = turns;
    }

    public Outcome<Unit> remove(Caller caller, HostName host, ServerId id) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("remove a vHBA"));
        }
        return turns.take(
                id,
                fence -> Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                        .then(server ->
                                adapter(host, id).then(adapter -> unused(server).then(fine -> remove(adapter)))));
    }

    private Outcome<VirtualAdapter> adapter(HostName host, ServerId server) {
        return Outcome.of(
                store.virtualAdapters()
                        .findByServer(server)
                        .filter(adapter -> adapter.host().equals(host)),
                new FibreChannelFailure.NotFound(host.text(), server.toString()));
    }

    private Outcome<Unit> unused(Server server) {
        int volumes = store.attachments().ofServer(server.id()).size();
        return server.status() == ServerStatus.SHUTOFF || volumes == 0
                ? Outcome.done()
                : Outcome.failed(new FibreChannelFailure.InUse(server.id().toString(), volumes));
    }

    /** A host that does not answer leaves the row as it is: asked again, both go. */
    private Outcome<Unit> remove(VirtualAdapter adapter) {
        return hosts.of(adapter.host())
                .then(world -> world.hypervisor().fibreChannel().remove(adapter.wwpn()))
                .ifDone(gone -> store.virtualAdapters().remove(adapter.server()));
    }
}

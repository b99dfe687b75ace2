package io.lunette.usecase.fibrechannel;

import io.lunette.failure.FibreChannelFailure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostName;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.FibreChannel;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.Turns;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Gives a server a vHBA of its own on its host. It is written down first: a host that was asked and did not answer in time
 * may still make it, and one that reboots forgets it.
 */
public final class CreateAdapter {
    private final StateStore store;
    private final Hosts hosts;
    private final Turns turns;
    private final InstantSource clock;

    CreateAdapter(StateStore store, Hosts hosts, Turns turns, InstantSource clock) {
        this.store = store;
        this.hosts = hosts;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * What an administrator asks for.
     *
     * @param parent which HBA is to carry it; empty where the host has only one that can
     * @param names empty for those that come of the server's id
     */
    public record Request(ServerId server, Optional<Choice> parent, Optional<Names> names) {}

    /** How an HBA is named. */
    public sealed interface Choice {
        /** By libvirt's name now, as {@code scsi_host5}. */
        record Named(String device) implements Choice {}

        /** By the fabric it is on. */
        record OnFabric(Wwn fabric) implements Choice {}
    }

    /** The names that a vHBA is to have on the fabric. */
    public record Names(Wwn wwnn, Wwn wwpn) {}

    public Outcome<HostAdapter> create(Caller caller, HostName host, Request request) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("make a vHBA"));
        }
        if (!hosts.knows(host)) {
            return Outcome.failed(new HostRefusal.NotFound(host.toString()));
        }
        return turns.take(
                request.server(),
                fence -> server(host, request.server())
                        .then(server -> hosts.of(host))
                        .then(world -> make(world.hypervisor().fibreChannel(), host, request)));
    }

    private Outcome<Server> server(HostName host, ServerId id) {
        return Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                .then(server -> {
                    if (!server.host().equals(host)) {
                        return Outcome.failed(new FibreChannelFailure.ServerElsewhere(
                                id.toString(), host.text(), server.host().text()));
                    }
                    if (server.task().isPresent()) {
                        return Outcome.failed(new ServerFailure.Busy(id.toString()));
                    }
                    return store.virtualAdapters()
                            .findByServer(id)
                            .map(has -> Outcome.<Server>failed(new FibreChannelFailure.HasOne(
                                    id.toString(), has.wwpn().withColons())))
                            .orElse(Outcome.done(server));
                });
    }

    private Outcome<HostAdapter> make(FibreChannel ports, HostName host, Request request) {
        return ports.adapters()
                .then(there -> unused(there, request.names())
                        .then(fine -> new CarrierChoice(host, there).of(request.parent())))
                .then(parent -> keep(row(host, request, parent)))
                .then(row -> make(ports, row));
    }

    /** A port that is there is somebody's; those that come of the server's id are its own from an earlier try. */
    private static Outcome<Unit> unused(List<HostAdapter> there, Optional<Names> names) {
        return names.flatMap(wanted -> there.stream()
                        .filter(port -> port.wwpn().equals(wanted.wwpn()))
                        .findFirst())
                .map(port -> Outcome.<Unit>failed(
                        new FibreChannelFailure.NameTaken(port.wwpn().withColons(), port.name())))
                .orElseGet(Outcome::done);
    }

    private VirtualAdapter row(HostName host, Request request, ParentAdapter parent) {
        ServerId server = request.server();
        Names names = request.names().orElseGet(() -> new Names(Wwn.ofNode(server), Wwn.ofPort(server)));
        return new VirtualAdapter(server, host, names.wwnn(), names.wwpn(), parent, clock.instant());
    }

    private Outcome<VirtualAdapter> keep(VirtualAdapter row) {
        return store.virtualAdapters().insert(row)
                ? Outcome.done(row)
                : Outcome.failed(new FibreChannelFailure.NameTaken(row.wwpn().withColons(), "another server"));
    }

    private Outcome<HostAdapter> make(FibreChannel ports, VirtualAdapter row) {
        return ports.create(row.wwnn(), row.wwpn(), row.parent()).ifFailed(failure -> {
            if (!(failure instanceof HostFailure.Uncertain)) {
                store.virtualAdapters().remove(row.server());
            }
        });
    }
}

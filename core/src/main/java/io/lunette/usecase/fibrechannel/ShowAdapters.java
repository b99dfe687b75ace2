package io.lunette.usecase.fibrechannel;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows the Fibre Channel ports of a host as they are there now, with whose they are. */
public final class ShowAdapters {
    private final StateStore store;
    private final Hosts hosts;

    ShowAdapters(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
    }

    /**
     * A host's ports.
     *
     * @param missing what servers are to have there, and the host does not
     */
    public record Shown(List<Hba> hbas, List<VirtualAdapter> missing) {
        public Shown {
            hbas = List.copyOf(hbas);
            missing = List.copyOf(missing);
        }
    }

    /** An HBA, and the vHBAs that it carries. */
    public record Hba(HostAdapter adapter, List<Vhba> carried) {
        public Hba {
            carried = List.copyOf(carried);
        }
    }

    /**
     * A vHBA.
     *
     * @param server empty for one that is not Lunette's
     */
    public record Vhba(HostAdapter adapter, Optional<ServerId> server) {}

    public Outcome<Shown> show(Caller caller, HostName host) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("see the HBAs of a host"));
        }
        if (!hosts.knows(host)) {
            return Outcome.failed(new HostRefusal.NotFound(host.toString()));
        }
        return hosts.of(host)
                .then(world -> world.hypervisor().fibreChannel().adapters())
                .map(there -> shown(there, store.virtualAdapters().onHost(host)));
    }

    private static Shown shown(List<HostAdapter> there, List<VirtualAdapter> wanted) {
        Map<Wwn, ServerId> servers =
                wanted.stream().collect(Collectors.toMap(VirtualAdapter::wwpn, VirtualAdapter::server));
        List<Hba> hbas = there.stream()
                .filter(adapter -> !isCarried(there, adapter))
                .map(hba -> new Hba(
                        hba,
                        there.stream()
                                .filter(adapter -> adapter.parent().equals(hba.name()))
                                .map(vhba -> new Vhba(vhba, Optional.ofNullable(servers.get(vhba.wwpn()))))
                                .toList()))
                .toList();
        List<VirtualAdapter> missing = wanted.stream()
                .filter(adapter -> there.stream().noneMatch(port -> port.wwpn().equals(adapter.wwpn())))
                .toList();
        return new Shown(hbas, missing);
    }

    private static boolean isCarried(List<HostAdapter> there, HostAdapter adapter) {
        return there.stream().anyMatch(parent -> parent.name().equals(adapter.parent()));
    }
}

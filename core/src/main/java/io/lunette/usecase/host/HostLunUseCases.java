package io.lunette.usecase.host;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.Lun;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
import io.lunette.port.HostLuns;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.volume.AdoptLun;
import io.lunette.usecase.volume.AdoptLunRequest;
import java.util.List;
import java.util.Optional;

/** Shows the LUNs that the kernels of hosts have, and makes volumes of them; for administrators. */
public final class HostLunUseCases {
    private final StateStore store;
    private final Hosts hosts;
    private final AdoptLun adopt;

    public HostLunUseCases(StateStore store, Hosts hosts, AdoptLun adopt) {
        this.store = store;
        this.hosts = hosts;
        this.adopt = adopt;
    }

    /**
     * A LUN of a host.
     *
     * @param volume the one that has it already
     */
    public record Seen(HostLun lun, Optional<VolumeId> volume) {}

    public Outcome<List<Seen>> list(Caller caller, HostName host) {
        return kernel(caller, host)
                .then(HostLuns::list)
                .map(luns -> luns.stream()
                        .map(lun -> new Seen(
                                lun, store.volumes().findByWwid(lun.wwid()).map(Volume::id)))
                        .toList());
    }

    /**
     * Makes a volume of the LUN of this WWID that the host's kernel has, when it has said itself who it is. Every host is asked
     * again before a server there gets it.
     */
    public Outcome<Volume> adopt(Caller caller, HostName host, Wwid wwid, AdoptLunRequest request) {
        return kernel(caller, host)
                .then(kernel -> adopt.adopt(
                        caller,
                        request,
                        () -> kernel.find(wwid)
                                .then(found -> kernel.identify(wwid))
                                .map(HostLun::identity)
                                .map(Lun::ofHosts)));
    }

    private Outcome<HostLuns> kernel(Caller caller, HostName host) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("see the LUNs of hosts"));
        }
        return hosts.knows(host)
                ? hosts.of(host).map(World::hypervisor).map(hypervisor -> hypervisor.kernelLuns())
                : Outcome.failed(new HostRefusal.NotFound(host.toString()));
    }
}

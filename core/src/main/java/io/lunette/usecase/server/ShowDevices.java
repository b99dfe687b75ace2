package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.plan.DomainView;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.ServerDevices.AttachedDisk;
import io.lunette.usecase.server.ServerDevices.Controller;
import io.lunette.usecase.server.ServerDevices.Occupied;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what disks a server has as libvirt shows them, with the volumes that they are. */
public final class ShowDevices {
    private static final Comparator<ScsiAddress> BY_ADDRESS = Comparator.comparingInt(ScsiAddress::bus)
            .thenComparingInt(ScsiAddress::target)
            .thenComparingInt(ScsiAddress::unit);

    private final StateStore store;
    private final ServerAccess access;
    private final Hosts hosts;

    ShowDevices(StateStore store, Hosts hosts) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
    }

    /** {@code HostFailure.NoSuchDomain} while the server has no domain: before it is made, or when that failed. */
    public Outcome<ServerDevices> show(Caller caller, ServerId id) {
        return access.server(caller, id)
                .then(server -> hosts.of(server.host())
                        .then(world -> Hosts.view(world, server))
                        .map(domain -> devices(server, domain, volumes(server))));
    }

    /** By the alias that their disks have. */
    private Map<String, Volume> volumes(Server server) {
        Map<String, Volume> volumes = new HashMap<>();
        store.attachments().ofServer(server.id()).stream()
                .flatMap(attachment -> store.volumes().find(attachment.volume()).stream())
                .forEach(volume -> volumes.put(DiskSpec.aliasOf(volume.id()), volume));
        return volumes;
    }

    private static ServerDevices devices(Server server, DomainView domain, Map<String, Volume> volumes) {
        DomainDevices devices = domain.live().orElse(domain.persistent());
        List<AttachedDisk> disks = devices.disks().stream()
                .map(disk -> new AttachedDisk(
                        disk,
                        disk.alias().flatMap(alias -> Optional.ofNullable(volumes.get(alias))),
                        disk.alias().filter(DiskSpec.ROOT_ALIAS::equals).flatMap(root -> server.image())))
                .toList();
        return new ServerDevices(
                server,
                domain.live().isPresent() ? Scope.LIVE : Scope.PERSISTENT,
                devices.scsi().stream()
                        .map(controller -> controller(controller, domain, devices, disks))
                        .toList(),
                disks.stream()
                        .filter(disk -> disk.disk().address().isEmpty())
                        .sorted(byName())
                        .toList(),
                devices.pci());
    }

    private static Controller controller(
            ScsiController controller, DomainView domain, DomainDevices devices, List<AttachedDisk> disks) {
        return new Controller(
                controller,
                domain.isLeaving(controller.index()),
                devices.scsiAddresses().stream()
                        .filter(address -> address.controller() == controller.index())
                        .sorted(BY_ADDRESS)
                        .map(address -> new Occupied(address, at(address, disks)))
                        .toList());
    }

    private static Optional<AttachedDisk> at(ScsiAddress address, List<AttachedDisk> disks) {
        return disks.stream()
                .filter(disk -> disk.disk().address().equals(Optional.of(address)))
                .findFirst();
    }

    /** sdz before sdaa, as they were counted. */
    private static Comparator<AttachedDisk> byName() {
        return Comparator.<AttachedDisk>comparingInt(disk -> target(disk.disk()).length())
                .thenComparing(disk -> target(disk.disk()));
    }

    private static String target(Disk disk) {
        return disk.target();
    }
}

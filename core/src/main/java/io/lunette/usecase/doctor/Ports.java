package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.domainxml.DomainDevices.Places;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.ScsiModel;
import io.lunette.usecase.doctor.HostFacts.ServerRoom;
import java.util.List;

/** Whether the servers that run there have room for a further controller. */
final class Ports implements Check {
    private static final String CODE = "servers.pci";

    @Override
    public List<Finding> judge(HostFacts facts) {
        return switch (facts.rooms()) {
            case Outcome.Failed<List<ServerRoom>>(Failure failure) ->
                List.of(untold(CODE, failure, "virsh dumpxml DOMAIN | grep -c pcie-root-port"));
            case Outcome.Done<List<ServerRoom>>(List<ServerRoom> servers) -> judge(servers);
        };
    }

    private static List<Finding> judge(List<ServerRoom> servers) {
        List<Finding> full = servers.stream()
                .filter(server -> places(server).free() == 0)
                .map(Ports::full)
                .toList();
        return full.isEmpty()
                ? List.of(ok(CODE, "every server has room for a controller", servers.size() + " of them run there"))
                : full;
    }

    private static Places places(ServerRoom server) {
        return server.room().placesFor(ScsiModel.VIRTIO_SCSI);
    }

    private static Finding full(ServerRoom server) {
        return warning(
                        CODE,
                        "server " + server.name() + " takes no further controller while it runs",
                        "none of its " + places(server).total() + " "
                                + server.room().kindFor(ScsiModel.VIRTIO_SCSI)
                                + " is free; LUNs still go onto the virtio-scsi controllers that it has",
                        "Detach a PCI device from it, or stop it, attach, and start it")
                .about(server.server());
    }
}

package io.lunette.usecase.doctor;

import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.model.ServerId;
import io.lunette.model.Wwid;
import io.lunette.port.HostCapabilities;
import io.lunette.port.HostInspection.HostTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a host that answers. Each part by itself may be what could not be learnt.
 *
 * @param luns how its servers come to their LUNs, as an administrator said
 * @param domainCapabilities libvirt's XML
 * @param initiator the text of /etc/iscsi/initiatorname.iscsi, empty where there is none
 * @param multipath the texts of /etc/multipath.conf and /etc/multipath/conf.d/*.conf, in the order in which they are read
 * @param helper the program qemu-pr-helper; empty where there is none
 * @param disks the XML of each disk that the host's kernel has
 * @param rooms room for controllers in the servers that run there
 * @param paths what lies between the servers and their LUNs
 * @param volumes WWIDs of Lunette's volumes
 */
record HostFacts(
        HostName name,
        LunPath luns,
        HostCapabilities offers,
        Outcome<String> domainCapabilities,
        Outcome<Optional<String>> initiator,
        Outcome<List<String>> multipath,
        Outcome<Optional<String>> helper,
        Outcome<HostTime> time,
        Outcome<List<String>> disks,
        Outcome<List<ServerRoom>> rooms,
        Paths paths,
        Set<Wwid> volumes) {

    HostFacts {
        volumes = Set.copyOf(volumes);
    }

    /** A server that runs. */
    record ServerRoom(ServerId server, String name, PciRoom room) {}

    /**
     * Ways to LUNs.
     *
     * @param servers the LUN behind a portal as a server's own initiator sees it from the controller
     * @param ofHost the targets of which each portal tells the host's own initiator; only where the host has one
     */
    record Paths(List<ServerPath> servers, Map<Portal, Outcome<List<Iqn>>> ofHost) {
        static final Paths NONE = new Paths(List.of(), Map.of());

        Paths {
            servers = List.copyOf(servers);
            ofHost = Map.copyOf(ofHost);
        }
    }

    /**
     * A server's way through one portal.
     *
     * @param trouble empty where the LUN is seen, and the one that was registered
     */
    record ServerPath(ServerId server, String name, Iqn initiator, Portal portal, Optional<Failure> trouble) {}

    /** Whether servers get the LUNs that the host's own kernel has. */
    boolean isOnBlockPath() {
        return luns == LunPath.BLOCK;
    }
}

package io.lunette.usecase.doctor;

import io.lunette.model.HostName;
import io.lunette.model.Lun;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.Wwid;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the store says before anybody is asked. */
record Known(List<Server> servers, Set<Portal> portals, Set<Wwid> volumes) {
    /** Arrays with more portals have the same networks behind them. */
    private static final int MOST_PORTALS = 16;

    static Known of(StateStore store) {
        List<Lun> luns = store.volumes().list(Optional.empty()).stream()
                .map(Volume::lun)
                .flatMap(Optional::stream)
                .toList();
        return new Known(
                store.servers().list(Optional.empty()),
                luns.stream()
                        .flatMap(lun -> lun.portals().stream())
                        .distinct()
                        .limit(MOST_PORTALS)
                        .collect(Collectors.toSet()),
                luns.stream().map(lun -> lun.identity().wwid()).collect(Collectors.toSet()));
    }

    Known on(HostName host) {
        return new Known(
                servers.stream().filter(server -> server.host().equals(host)).toList(), portals, volumes);
    }
}

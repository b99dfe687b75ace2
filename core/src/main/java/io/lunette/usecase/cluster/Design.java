package io.lunette.usecase.cluster;

import io.lunette.model.AttachmentId;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.List;

/**
 * Servers and volumes that can be a cluster.
 *
 * @param servers sorted by id
 * @param luns in the order that was asked for
 * @param kept what servers have already, just where it is to be
 */
record Design(List<Server> servers, List<PlacedLun> luns, List<AttachmentId> kept) {
    Design {
        servers = List.copyOf(servers);
        luns = List.copyOf(luns);
        kept = List.copyOf(kept);
    }

    /** A volume, and where its LUN goes on each server. */
    record PlacedLun(Volume volume, ScsiAddress address) {}

    List<Volume> volumes() {
        return luns.stream().map(PlacedLun::volume).toList();
    }
}

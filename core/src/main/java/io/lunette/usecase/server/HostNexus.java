package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.LunPath;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.port.StateStore;
import java.util.Optional;

/**
 * Two servers on one host whose kernel has the LUNs are one initiator to the array, which cannot tell them apart: what one
 * registers or reserves, the other has as well (SPC-4 section 5.12.1 knows I_T nexuses alone).
 */
record HostNexus(StateStore store) {

    /** {@code VolumeFailure.SharedNexus} where a server on that host has the volume already. */
    Outcome<Unit> alone(HostName host, Volume volume) {
        boolean byKernel = store.hosts().find(host).map(Host::luns).equals(Optional.of(LunPath.BLOCK));
        Optional<ServerId> other = byKernel
                ? store.attachments().ofVolume(volume.id()).stream()
                        .map(Attachment::server)
                        .filter(server -> isOn(server, host))
                        .findFirst()
                : Optional.empty();
        return other.<Outcome<Unit>>map(server -> Outcome.failed(
                        new VolumeFailure.SharedNexus(volume.id().toString(), host.toString(), server.toString())))
                .orElseGet(Outcome::done);
    }

    private boolean isOn(ServerId server, HostName host) {
        return store.servers().find(server).map(Server::host).equals(Optional.of(host));
    }
}

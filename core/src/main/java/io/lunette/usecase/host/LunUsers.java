package io.lunette.usecase.host;

import io.lunette.model.Attachment;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.model.Wwid;
import io.lunette.port.StateStore;
import java.util.Optional;

/** Which server of a host has a LUN, or is just moving there with it. */
record LunUsers(StateStore store, HostName host) {

    /** For people; empty where none has it. */
    Optional<String> of(Wwid lun) {
        return store.volumes().findByWwid(lun).stream()
                .flatMap(volume -> store.attachments().ofVolume(volume.id()).stream())
                .map(Attachment::server)
                .flatMap(server -> store.servers().find(server).stream())
                .filter(server -> server.host().equals(host) || isComing(server))
                .map(server -> "server " + server.name() + " (" + server.id() + ")")
                .findFirst();
    }

    private boolean isComing(Server server) {
        return store.migrations().list().stream()
                .anyMatch(migration -> migration.status().isUnderWay()
                        && migration.server().equals(server.id())
                        && migration.target().equals(host));
    }
}

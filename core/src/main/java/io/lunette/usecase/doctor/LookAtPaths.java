package io.lunette.usecase.doctor;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import io.lunette.usecase.doctor.HostFacts.Paths;
import io.lunette.usecase.doctor.HostFacts.ServerPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Looks at the ways from one host to LUNs. Changes nothing at the targets. */
final class LookAtPaths {
    private final StateStore store;
    private final World world;
    private final Deadline deadline;

    LookAtPaths(StateStore store, World world, Deadline deadline) {
        this.store = store;
        this.world = world;
        this.deadline = deadline;
    }

    /** Whether a server sees a LUN of each portal that it uses, and what the host's own initiator is told, if it has one. */
    Paths look(Known known, boolean hasInitiator) {
        List<CompletableFuture<ServerPath>> servers = known.servers().stream()
                .flatMap(server -> ways(server).stream())
                .toList();
        Map<Portal, CompletableFuture<Outcome<List<Iqn>>>> ofHost = hasInitiator
                ? known.portals().stream().collect(Collectors.toMap(portal -> portal, this::targets))
                : Map.of();
        return new Paths(
                servers.stream().map(CompletableFuture::join).toList(),
                ofHost.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().join())));
    }

    private CompletableFuture<Outcome<List<Iqn>>> targets(Portal portal) {
        return deadline.ask(() -> world.hypervisor().inspection().targets(portal));
    }

    /** One LUN for each portal: it is the way that is looked at. A server with work on it has ways that come and go. */
    private List<CompletableFuture<ServerPath>> ways(Server server) {
        List<CompletableFuture<ServerPath>> ways = new ArrayList<>();
        if (server.task().isPresent()) {
            return ways;
        }
        Set<Portal> seen = new HashSet<>();
        for (Attachment attachment : store.attachments().ofServer(server.id())) {
            Optional<Volume> volume = store.volumes().find(attachment.volume());
            Optional<Lun> lun = volume.flatMap(Volume::lun);
            if (attachment.status() == AttachmentStatus.ATTACHED
                    && lun.isPresent()
                    && attachment.connection().orElse(null) instanceof Connection.Network path
                    && seen.add(path.portal())) {
                ways.add(way(server, attachment, lun.get(), path));
            }
        }
        return ways;
    }

    private CompletableFuture<ServerPath> way(Server server, Attachment attachment, Lun lun, Connection.Network path) {
        Login login = world.logins().current(attachment.volume(), lun, server.initiator());
        return deadline.ask(() -> world.probe().identify(path, login))
                .thenApply(answer -> new ServerPath(
                        server.id(),
                        server.name(),
                        server.initiator(),
                        path.portal(),
                        trouble(attachment, lun, answer)));
    }

    private static Optional<Failure> trouble(Attachment attachment, Lun lun, Outcome<LunIdentity> answer) {
        return answer.then(found -> found.isOfSameLun(lun.identity())
                        ? Outcome.done()
                        : Outcome.failed(new StorageFailure.IdentityMismatch(
                                attachment.volume().toString(), lun.identity().name(), found.name())))
                .failureIfAny();
    }
}

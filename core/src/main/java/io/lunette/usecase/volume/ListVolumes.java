package io.lunette.usecase.volume;

import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists volumes, each with who has it, in a number of queries that does not grow with the list. */
public final class ListVolumes {
    private final StateStore store;

    public ListVolumes(StateStore store) {
        this.store = store;
    }

    /** All volumes that the query asks for and the caller may see, in its order. */
    public List<Volume> find(Caller caller, VolumeQuery query) {
        return store.volumes().list(scope(caller, query)).stream()
                .filter(query::accepts)
                .sorted(query.comparator())
                .toList();
    }

    private static Optional<ProjectId> scope(Caller caller, VolumeQuery query) {
        if (!caller.isAdmin()) {
            return Optional.of(caller.project());
        }
        return query.everyProject()
                ? query.project()
                : Optional.of(query.project().orElse(caller.project()));
    }

    /** The same volumes, each with who has it. */
    public List<ShownVolume> shown(Caller caller, List<Volume> volumes) {
        if (volumes.isEmpty()) {
            return List.of();
        }
        Map<VolumeId, List<Attachment>> attachments = store.attachments().all().stream()
                .filter(ShowVolume::visible)
                .collect(Collectors.groupingBy(Attachment::volume));
        Map<ServerId, HostName> hosts = caller.isAdmin() && !attachments.isEmpty() ? hosts() : Map.of();
        return volumes.stream()
                .map(volume -> new ShownVolume(volume, attachments.getOrDefault(volume.id(), List.of()), hosts))
                .toList();
    }

    private Map<ServerId, HostName> hosts() {
        return store.servers().list(Optional.empty()).stream().collect(Collectors.toMap(Server::id, Server::host));
    }
}

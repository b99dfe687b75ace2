package io.lunette.usecase.cluster;

import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows clusters to whoever may see them. */
public final class ShowClusters {
    private final StateStore store;
    private final ClusterRows rows;

    ShowClusters(StateStore store, ClusterRows rows) {
        this.store = store;
        this.rows = rows;
    }

    /**
     * A cluster with what is told of its members.
     *
     * @param attachments of its volumes to its servers
     */
    public record ShownCluster(
            Cluster cluster,
            Map<ServerId, Server> servers,
            Map<VolumeId, Volume> volumes,
            List<Attachment> attachments) {
        public ShownCluster {
            servers = Map.copyOf(servers);
            volumes = Map.copyOf(volumes);
            attachments = List.copyOf(attachments);
        }

        public Optional<Attachment> attachment(ServerId server, VolumeId volume) {
            return attachments.stream()
                    .filter(each ->
                            each.server().equals(server) && each.volume().equals(volume))
                    .findFirst();
        }
    }

    /** The caller's project's; an administrator's too. */
    public List<ShownCluster> list(Caller caller) {
        return store.clusters().list(Optional.of(caller.project())).stream()
                .map(this::shown)
                .toList();
    }

    /** Every project's, to administrators; else as {@link #list}. */
    public List<ShownCluster> all(Caller caller) {
        return caller.isAdmin()
                ? store.clusters().list(Optional.empty()).stream()
                        .map(this::shown)
                        .toList()
                : list(caller);
    }

    public Outcome<ShownCluster> show(Caller caller, ClusterId id) {
        return rows.find(caller, id).map(this::shown);
    }

    public ShownCluster shown(Cluster cluster) {
        return new ShownCluster(
                cluster,
                present(cluster.nodes().stream().map(node -> store.servers().find(node.server())), Server::id),
                present(cluster.luns().stream().map(lun -> store.volumes().find(lun.volume())), Volume::id),
                cluster.nodes().stream()
                        .flatMap(node -> store.attachments().ofServer(node.server()).stream())
                        .filter(attachment -> cluster.lun(attachment.volume()).isPresent())
                        .toList());
    }

    private static <K, V> Map<K, V> present(Stream<Optional<V>> found, java.util.function.Function<V, K> key) {
        return found.flatMap(Optional::stream).collect(Collectors.toMap(key, value -> value));
    }
}

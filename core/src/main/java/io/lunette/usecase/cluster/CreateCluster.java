package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.usecase.cluster.ClusterWork.Growth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a cluster: every server gets every LUN at the same address, or nothing is changed. */
public final class CreateCluster {
    private final StateStore store;
    private final DesignCluster design;
    private final ClusterWork work;
    private final Ids ids;
    private final InstantSource clock;

    CreateCluster(StateStore store, DesignCluster design, ClusterWork work, Ids ids, InstantSource clock) {
        this.store = store;
        this.design = design;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is to be shared by whom.
     *
     * @param volumes in the order in which the servers are to see them
     * @param keys by which nodes register, of those that are known
     * @param allowRegistrations although others are registered with the LUNs
     */
    public record Request(
            String name,
            List<ServerId> servers,
            List<VolumeId> volumes,
            Map<ServerId, ReservationKey> keys,
            boolean allowRegistrations) {
        public Request {
            servers = List.copyOf(servers);
            volumes = List.copyOf(volumes);
            keys = Map.copyOf(keys);
        }
    }

    /** The cluster, and what was seen on its paths. */
    public record Created(Cluster cluster, Preflight seen) {}

    public Outcome<Created> create(Caller caller, Request request) {
        ClusterId id = new ClusterId(ids.next());
        Growth growth = new Growth(
                "making cluster '" + request.name() + "'", () -> designed(caller, id, request), this::insert);
        return work.joining(caller, id, request.allowRegistrations(), growth)
                .map(made ->
                        new Created(made.cluster().orElseThrow(), made.seen().orElseThrow()));
    }

    private Outcome<Cluster> designed(Caller caller, ClusterId id, Request request) {
        return wanted(caller, request)
                .map(wanted -> cluster(id, caller, request, wanted))
                .then(cluster -> NodeKeys.distinct(cluster.nodes()).map(fine -> cluster));
    }

    private Outcome<Design> wanted(Caller caller, Request request) {
        Optional<ServerId> stranger = request.keys().keySet().stream()
                .filter(server -> !request.servers().contains(server))
                .findFirst();
        return stranger.isPresent()
                ? Outcome.failed(new RequestFailure.InvalidField(
                        "cluster.keys",
                        "it has a key of server " + stranger.get() + ", which is not to be in the cluster",
                        "keys of the cluster's servers"))
                : design.design(
                        caller,
                        request.servers(),
                        request.volumes().stream()
                                .map(volume -> new DesignCluster.Wish(volume, Optional.empty()))
                                .toList(),
                        Optional.empty());
    }

    private Outcome<Cluster> insert(Cluster cluster) {
        return design.stillHolds(cluster)
                .then(same -> store.clusters().insert(cluster)
                        ? Outcome.done(cluster)
                        : Outcome.failed(new ClusterFailure.NameTaken(cluster.name())));
    }

    private Cluster cluster(ClusterId id, Caller caller, Request request, Design wanted) {
        Instant now = clock.instant();
        return new Cluster(
                id,
                0,
                request.name(),
                wanted.servers().getFirst().project(),
                caller.user(),
                nodes(wanted, request),
                wanted.luns().stream()
                        .map(lun -> new SharedLun(lun.volume().id(), lun.address(), Stage.IN))
                        .toList(),
                wanted.kept(),
                Optional.empty(),
                now,
                now);
    }

    private static List<Node> nodes(Design wanted, Request request) {
        return wanted.servers().stream()
                .map(Server::id)
                .map(server ->
                        new Node(server, Optional.ofNullable(request.keys().get(server)), Stage.JOINING))
                .toList();
    }
}

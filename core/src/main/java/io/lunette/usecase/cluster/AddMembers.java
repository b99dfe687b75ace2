package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.model.ReservationKey;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.usecase.cluster.ClusterWork.Growth;
import io.lunette.usecase.cluster.CreateCluster.Created;
import io.lunette.usecase.cluster.Design.PlacedLun;
import io.lunette.usecase.cluster.DesignCluster.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Takes one more server, or one more LUN, into a cluster: it is whole again then, or as it was. */
public final class AddMembers {
    private final ClusterRows rows;
    private final DesignCluster design;
    private final ClusterWork work;

    AddMembers(ClusterRows rows, DesignCluster design, ClusterWork work) {
        this.rows = rows;
        this.design = design;
        this.work = work;
    }

    /** The server gets every LUN where the others have it. */
    public Outcome<Created> server(
            Caller caller, ClusterId id, ServerId server, Optional<ReservationKey> key, boolean allowRegistrations) {
        return rows.find(caller, id)
                .then(cluster -> cluster.node(server).isPresent()
                        ? Outcome.failed(new ClusterFailure.Twice("server " + server))
                        : Outcome.done(cluster))
                .then(cluster -> joining(
                        caller,
                        cluster,
                        "adding server " + server + " to cluster '" + cluster.name() + "'",
                        allowRegistrations,
                        now -> withServer(caller, now, server, key)));
    }

    /** Every server gets the LUN at the lowest address that all of them have free. */
    public Outcome<Created> volume(Caller caller, ClusterId id, VolumeId volume, boolean allowRegistrations) {
        return rows.find(caller, id)
                .then(cluster -> cluster.lun(volume).isPresent()
                        ? Outcome.failed(new ClusterFailure.Twice("volume " + volume))
                        : Outcome.done(cluster))
                .then(cluster -> joining(
                        caller,
                        cluster,
                        "adding volume " + volume + " to cluster '" + cluster.name() + "'",
                        allowRegistrations,
                        now -> withVolume(caller, now, volume)));
    }

    private Outcome<Created> joining(
            Caller caller,
            Cluster known,
            String doing,
            boolean allowRegistrations,
            Function<Cluster, Outcome<Cluster>> growing) {
        ClusterId id = known.id();
        Growth growth = new Growth(
                doing, () -> rows.find(caller, id).then(ClusterRows::settled).then(growing), this::write);
        return work.joining(caller, id, allowRegistrations, growth)
                .map(made ->
                        new Created(made.cluster().orElseThrow(), made.seen().orElseThrow()));
    }

    /** A server that was deleted meanwhile, or a key that was recorded, is not undone by that. */
    private Outcome<Cluster> write(Cluster grown) {
        return rows.change(
                grown.id(),
                now -> now.revision() == grown.revision()
                        ? design.stillHolds(grown)
                        : Outcome.failed(new ClusterFailure.Changing(now.name(), now.status())));
    }

    private Outcome<Cluster> withServer(Caller caller, Cluster now, ServerId server, Optional<ReservationKey> key) {
        List<Node> nodes = Stream.concat(now.nodes().stream(), Stream.of(new Node(server, key, Stage.JOINING)))
                .sorted(Comparator.comparing(node -> node.server().toString()))
                .toList();
        return NodeKeys.distinct(nodes)
                .then(fine -> design(caller, nodes, wishes(now), now.id()))
                .map(designed -> now.withNodes(nodes).withKept(designed.kept()).withFault(Optional.empty()));
    }

    private Outcome<Cluster> withVolume(Caller caller, Cluster now, VolumeId volume) {
        List<Wish> wishes = new ArrayList<>(wishes(now));
        wishes.add(new Wish(volume, Optional.empty()));
        return design(caller, now.nodes(), wishes, now.id()).map(designed -> {
            PlacedLun last = designed.luns().getLast();
            return now.withLuns(Stream.concat(
                                    now.luns().stream(),
                                    Stream.of(new SharedLun(volume, last.address(), Stage.JOINING)))
                            .toList())
                    .withKept(designed.kept())
                    .withFault(Optional.empty());
        });
    }

    private static List<Wish> wishes(Cluster now) {
        return now.luns().stream()
                .map(lun -> new Wish(lun.volume(), Optional.of(lun.address())))
                .toList();
    }

    private Outcome<Design> design(Caller caller, List<Node> nodes, List<Wish> wishes, ClusterId id) {
        return design.design(caller, nodes.stream().map(Node::server).toList(), wishes, Optional.of(id));
    }
}

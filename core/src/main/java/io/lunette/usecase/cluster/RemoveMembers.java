package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.usecase.reservation.ShowReservations;
import io.lunette.usecase.reservation.ShownReservations;
import io.lunette.usecase.server.ServerAccess;
import java.util.List;
import java.util.Optional;

/**
 * Takes a server or a LUN out of a cluster, or ends all of it: what goes is detached. A guest that holds a disk is asked
 * again, and meanwhile what is to go is still there, leaving.
 */
public final class RemoveMembers {
    private final ClusterRows rows;
    private final ClusterWork work;
    private final ShowReservations reservations;

    RemoveMembers(ClusterRows rows, ClusterWork work, ShowReservations reservations) {
        this.rows = rows;
        this.work = work;
        this.reservations = reservations;
    }

    /**
     * What came of it.
     *
     * @param cluster as it is now; empty where it is gone
     * @param warnings for people
     */
    public record Removed(Optional<Cluster> cluster, List<String> warnings) {
        public Removed {
            warnings = List.copyOf(warnings);
        }
    }

    /** All of the cluster's LUNs go from the server. */
    public Outcome<Removed> server(Caller caller, ClusterId id, ServerId server) {
        return changeable(caller, id)
                .then(cluster -> Outcome.of(
                        cluster.node(server), new ClusterFailure.NoSuchMember(cluster.name(), "server " + server)))
                .then(node -> work.leaving(id, now -> withoutServer(now, server))
                        .map(changed -> new Removed(
                                changed.cluster(),
                                changed.cluster()
                                        .map(cluster -> stillRegistered(caller, cluster, node))
                                        .orElse(List.of()))));
    }

    private static Outcome<Cluster> withoutServer(Cluster now, ServerId server) {
        Optional<Node> node = now.node(server);
        if (node.filter(known -> known.stage() == Stage.LEAVING).isPresent()) {
            return Outcome.done(now);
        }
        return ClusterRows.settled(now).then(fine -> {
            if (node.isEmpty()) {
                return Outcome.failed(new ClusterFailure.NoSuchMember(now.name(), "server " + server));
            }
            return now.nodes().size() == 1
                    ? Outcome.failed(new ClusterFailure.Empty("a server"))
                    : Outcome.done(now.eachNode(each -> each.equals(node.get()) ? each.with(Stage.LEAVING) : each)
                            .withFault(Optional.empty()));
        });
    }

    /** The LUN goes from every server. */
    public Outcome<Removed> volume(Caller caller, ClusterId id, VolumeId volume) {
        return changeable(caller, id)
                .then(cluster -> Outcome.of(
                        cluster.lun(volume), new ClusterFailure.NoSuchMember(cluster.name(), "volume " + volume)))
                .then(lun -> work.leaving(id, now -> withoutVolume(now, volume)))
                .map(changed -> new Removed(changed.cluster(), List.of()));
    }

    private static Outcome<Cluster> withoutVolume(Cluster now, VolumeId volume) {
        Optional<SharedLun> lun = now.lun(volume);
        if (lun.filter(known -> known.stage() == Stage.LEAVING).isPresent()) {
            return Outcome.done(now);
        }
        return ClusterRows.settled(now).then(fine -> {
            if (lun.isEmpty()) {
                return Outcome.failed(new ClusterFailure.NoSuchMember(now.name(), "volume " + volume));
            }
            return now.luns().size() == 1
                    ? Outcome.failed(new ClusterFailure.Empty("a volume"))
                    : Outcome.done(now.eachLun(each -> each.equals(lun.get()) ? each.with(Stage.LEAVING) : each)
                            .withFault(Optional.empty()));
        });
    }

    /** Every LUN goes from every server, also where another change has not come to its end. */
    public Outcome<Removed> all(Caller caller, ClusterId id) {
        return changeable(caller, id)
                .then(cluster -> work.leaving(
                        id,
                        now -> Outcome.done(now.eachNode(node -> node.with(Stage.LEAVING))
                                .withKept(List.of())
                                .withFault(Optional.empty()))))
                .map(changed -> new Removed(changed.cluster(), List.of()));
    }

    /** Refused as well where a server is locked against change. */
    private Outcome<Cluster> changeable(Caller caller, ClusterId id) {
        ServerAccess access = new ServerAccess(rows.store());
        return rows.find(caller, id).then(cluster -> {
            Outcome<Cluster> outcome = Outcome.done(cluster);
            for (Node node : cluster.nodes()) {
                outcome = outcome.then(
                        same -> access.changeable(caller, node.server()).map(unlocked -> cluster));
            }
            return outcome;
        });
    }

    /** Who is gone and still registered keeps others out, or lets in whoever comes by its name. */
    private List<String> stillRegistered(Caller caller, Cluster cluster, Node node) {
        return node.key().stream()
                .flatMap(key -> cluster.luns().stream()
                        .filter(lun -> isRegistered(caller, lun, node))
                        .map(lun -> "key " + key + " of server " + node.server() + " is still registered with volume "
                                + lun.volume() + ": lunette lun clear-reservations " + lun.volume() + " --key " + key))
                .toList();
    }

    private boolean isRegistered(Caller caller, SharedLun lun, Node node) {
        return reservations.show(caller, lun.volume()) instanceof Outcome.Done<ShownReservations>(var shown)
                && shown.registrations().stream()
                        .anyMatch(each -> Optional.of(each.key()).equals(node.key()));
    }
}

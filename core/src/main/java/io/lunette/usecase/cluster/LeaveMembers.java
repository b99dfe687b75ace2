package io.lunette.usecase.cluster;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.usecase.server.DetachVolume;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.Turns;
import java.util.Optional;

/**
 * Takes off what is on its way out of a cluster, and then takes it out. May be repeated from wherever it was left; waits
 * for no guest: a disk that one holds is asked for again, and what is left of the cluster's row says so.
 */
final class LeaveMembers {
    private final StateStore store;
    private final ClusterRows rows;
    private final Hosts hosts;
    private final Turns turns;
    private final DetachVolume detach;
    private final OwnCaller own;

    LeaveMembers(StateStore store, ClusterRows rows, Hosts hosts, Turns turns, DetachVolume detach, OwnCaller own) {
        this.store = store;
        this.rows = rows;
        this.hosts = hosts;
        this.turns = turns;
        this.detach = detach;
        this.own = own;
    }

    /** Once through all that is leaving; whether it has left. */
    boolean leave(Cluster cluster, Fence fence) {
        for (Node node : cluster.nodes()) {
            for (SharedLun lun : cluster.luns()) {
                if (isLeaving(node, lun) && fence.mayAct()) {
                    takeOff(cluster, node, lun);
                }
            }
        }
        return fence.mayAct() && isOff(cluster) && takeOut(cluster.id());
    }

    private static boolean isLeaving(Node node, SharedLun lun) {
        return node.stage() == Stage.LEAVING || lun.stage() == Stage.LEAVING;
    }

    private void takeOff(Cluster cluster, Node node, SharedLun lun) {
        // Whoever has a server's turn brings to its end first what is under way there.
        turns.take(node.server(), fence -> held(node, lun).isEmpty() ? withdraw(node, lun) : Outcome.done())
                .isDone();
        held(node, lun)
                .filter(attachment -> !cluster.kept().contains(attachment.id()))
                .filter(attachment -> attachment.status() == AttachmentStatus.ATTACHED
                        || attachment.status() == AttachmentStatus.LOST)
                .ifPresent(
                        attachment -> detach.detachOfCluster(own.of(cluster), attachment.server(), attachment.volume())
                                .isDone());
    }

    private Optional<Attachment> held(Node node, SharedLun lun) {
        return store.attachments().ofServer(node.server()).stream()
                .filter(attachment -> attachment.volume().equals(lun.volume()))
                .findFirst();
    }

    /** Where the program died while it looked at the path, a mask is left that belongs to nothing. */
    private Outcome<Unit> withdraw(Node node, SharedLun lun) {
        Optional<Server> server = store.servers().find(node.server());
        Optional<Volume> volume =
                store.volumes().find(lun.volume()).filter(found -> found.lun().isPresent());
        return server.isEmpty() || volume.isEmpty()
                ? Outcome.done()
                : hosts.of(server.get().host())
                        .then(world -> world.luns()
                                .withdraw(
                                        lun.volume(),
                                        volume.get().lun().get(),
                                        server.get().host(),
                                        server.get().initiator()));
    }

    private boolean isOff(Cluster cluster) {
        return cluster.nodes().stream()
                .allMatch(node -> cluster.luns().stream()
                        .filter(lun -> isLeaving(node, lun))
                        .flatMap(lun -> held(node, lun).stream())
                        .allMatch(attachment -> cluster.kept().contains(attachment.id())));
    }

    /** A cluster without servers, or without LUNs, is none any more. */
    private boolean takeOut(ClusterId id) {
        return store.atomically(() -> {
            Optional<Cluster> left = store.clusters().find(id).map(LeaveMembers::without);
            if (left.filter(cluster ->
                            !cluster.nodes().isEmpty() && !cluster.luns().isEmpty())
                    .isPresent()) {
                return rows.change(id, cluster -> Outcome.done(without(cluster)))
                        .isDone();
            }
            store.clusters().remove(id);
            return true;
        });
    }

    private static Cluster without(Cluster cluster) {
        return cluster.withNodes(cluster.nodes().stream()
                        .filter(node -> node.stage() != Stage.LEAVING)
                        .toList())
                .withLuns(cluster.luns().stream()
                        .filter(lun -> lun.stage() != Stage.LEAVING)
                        .toList());
    }
}

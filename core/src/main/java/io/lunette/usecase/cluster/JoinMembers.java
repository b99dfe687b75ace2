package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.Turns;
import java.util.List;
import java.util.Optional;

/**
 * Gives the nodes of a cluster what they lack of its LUNs, one server after the other in the order of their ids, each attach
 * a work of its own that ends whole or undone. Holds no server's turn from one to the next.
 */
final class JoinMembers {
    private final StateStore store;
    private final LookAtPaths look;
    private final Turns turns;
    private final AttachVolume attach;
    private final OwnCaller own;

    JoinMembers(StateStore store, LookAtPaths look, Turns turns, AttachVolume attach, OwnCaller own) {
        this.store = store;
        this.look = look;
        this.turns = turns;
        this.attach = attach;
        this.own = own;
    }

    /** Looks first, as every server will see it; gives what was seen, or the first refusal. */
    Outcome<Preflight> join(Caller caller, Cluster cluster, boolean allowStrangers, Fence fence) {
        Preflight seen = look.look(servers(cluster), volumes(cluster), cluster.nodes(), allowStrangers);
        return seen.hasPassed()
                ? attachAll(caller, cluster, fence).map(done -> seen)
                : Outcome.failed(new ClusterFailure.PreflightRefused(seen.problems()));
    }

    private List<Server> servers(Cluster cluster) {
        boolean newLuns = cluster.luns().stream().anyMatch(lun -> lun.stage() == Stage.JOINING);
        return cluster.nodes().stream()
                .filter(node -> newLuns || node.stage() == Stage.JOINING)
                .flatMap(node -> store.servers().find(node.server()).stream())
                .toList();
    }

    private List<Volume> volumes(Cluster cluster) {
        boolean newNodes = cluster.nodes().stream().anyMatch(node -> node.stage() == Stage.JOINING);
        return cluster.luns().stream()
                .filter(lun -> newNodes || lun.stage() == Stage.JOINING)
                .flatMap(lun -> store.volumes().find(lun.volume()).stream())
                .toList();
    }

    private Outcome<Unit> attachAll(Caller caller, Cluster cluster, Fence fence) {
        for (Node node : cluster.nodes()) {
            for (SharedLun lun : cluster.luns()) {
                if (!isThere(node, lun)) {
                    Outcome<Attachment> attached = fence.mayAct()
                            ? attach.attach(
                                    own.again(caller),
                                    AttachVolume.Request.inCluster(node.server(), lun.volume(), lun.address()))
                            : Outcome.failed(
                                    new ServerFailure.TakenOver(node.server().toString()));
                    if (attached instanceof Outcome.Failed<Attachment>(Failure why)) {
                        return Outcome.failed(why);
                    }
                }
            }
        }
        return Outcome.done();
    }

    /** Whether every node has every LUN, once what is under way on the servers has come to its end. */
    boolean isWhole(Cluster cluster) {
        cluster.nodes()
                .forEach(node ->
                        turns.take(node.server(), fence -> Outcome.done()).isDone());
        return cluster.nodes().stream().allMatch(node -> cluster.luns().stream().allMatch(lun -> isThere(node, lun)));
    }

    private boolean isThere(Node node, SharedLun lun) {
        return store.attachments().ofServer(node.server()).stream()
                .anyMatch(attachment -> attachment.volume().equals(lun.volume())
                        && attachment.status() == AttachmentStatus.ATTACHED
                        && attachment.slot().equals(Optional.of(lun.address())));
    }
}

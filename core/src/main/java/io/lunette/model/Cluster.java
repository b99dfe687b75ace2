package io.lunette.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Servers that share LUNs, each LUN at one address on all of them. Its members' stages are the journal of the work on it:
 * whoever finds one that is joining or leaving knows what there is left to do.
 *
 * @param revision counts the changes of this row, as in {@link Volume}
 * @param name unique in its project
 * @param nodes sorted by the servers' ids
 * @param luns in the order in which they were given
 * @param kept attachments that are older than the change under way, and stay when that is taken back
 * @param fault why the last change was taken back, or has not come to its end
 */
public record Cluster(
        ClusterId id,
        int revision,
        String name,
        ProjectId project,
        UserId user,
        List<Node> nodes,
        List<SharedLun> luns,
        List<AttachmentId> kept,
        Optional<String> fault,
        Instant created,
        Instant updated) {

    /** Where a member is on its way. */
    public enum Stage {
        JOINING,
        IN,
        LEAVING
    }

    /**
     * A server of it.
     *
     * @param key by which its cluster software registers for persistent reservations, as an administrator said
     */
    public record Node(ServerId server, Optional<ReservationKey> key, Stage stage) {
        public Node with(Stage newStage) {
            return new Node(server, key, newStage);
        }

        public Node withKey(Optional<ReservationKey> newKey) {
            return new Node(server, newKey, stage);
        }
    }

    /** A volume of it, and where its LUN is on every server. */
    public record SharedLun(VolumeId volume, ScsiAddress address, Stage stage) {
        public SharedLun with(Stage newStage) {
            return new SharedLun(volume, address, newStage);
        }
    }

    public Cluster {
        nodes = List.copyOf(nodes);
        luns = List.copyOf(luns);
        kept = List.copyOf(kept);
    }

    /** As people see it: {@code creating}, {@code active}, {@code changing} or {@code deleting}. */
    public String status() {
        if (isSettled()) {
            return "active";
        }
        if (nodes.stream().allMatch(node -> node.stage() == Stage.JOINING)) {
            return "creating";
        }
        return nodes.stream().allMatch(node -> node.stage() == Stage.LEAVING) ? "deleting" : "changing";
    }

    /** Whether no change of it is under way. */
    public boolean isSettled() {
        return stages().allMatch(stage -> stage == Stage.IN);
    }

    public boolean isAny(Stage stage) {
        return stages().anyMatch(stage::equals);
    }

    private Stream<Stage> stages() {
        return Stream.concat(nodes.stream().map(Node::stage), luns.stream().map(SharedLun::stage));
    }

    public Optional<Node> node(ServerId server) {
        return nodes.stream().filter(node -> node.server().equals(server)).findFirst();
    }

    public Optional<SharedLun> lun(VolumeId volume) {
        return luns.stream().filter(lun -> lun.volume().equals(volume)).findFirst();
    }

    /** The server whose key that is; empty where it is nobody's. */
    public Optional<ServerId> owner(ReservationKey key) {
        return nodes.stream()
                .filter(node -> node.key().equals(Optional.of(key)))
                .map(Node::server)
                .findFirst();
    }

    public Cluster withNodes(List<Node> newNodes) {
        return new Cluster(id, revision, name, project, user, newNodes, luns, kept, fault, created, updated);
    }

    public Cluster withLuns(List<SharedLun> newLuns) {
        return new Cluster(id, revision, name, project, user, nodes, newLuns, kept, fault, created, updated);
    }

    public Cluster eachNode(UnaryOperator<Node> change) {
        return withNodes(nodes.stream().map(change).toList());
    }

    public Cluster eachLun(UnaryOperator<SharedLun> change) {
        return withLuns(luns.stream().map(change).toList());
    }

    /** Every member that is at one stage goes to another. */
    public Cluster move(Stage from, Stage to) {
        return eachNode(node -> node.stage() == from ? node.with(to) : node)
                .eachLun(lun -> lun.stage() == from ? lun.with(to) : lun);
    }

    public Cluster withKept(List<AttachmentId> newKept) {
        return new Cluster(id, revision, name, project, user, nodes, luns, newKept, fault, created, updated);
    }

    public Cluster withFault(Optional<String> newFault) {
        return new Cluster(id, revision, name, project, user, nodes, luns, kept, newFault, created, updated);
    }

    public Cluster withUpdated(Instant now) {
        return new Cluster(id, revision, name, project, user, nodes, luns, kept, fault, created, now);
    }

    public Cluster withRevision(int newRevision) {
        return new Cluster(id, newRevision, name, project, user, nodes, luns, kept, fault, created, updated);
    }
}

package io.lunette.usecase.volume;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import java.util.Optional;

/** What a cluster keeps others from doing with its servers and volumes one by one: all of its nodes have all of its LUNs. */
public record ClusterBonds(StateStore store) {

    /** Refuses a volume that is a cluster's: it comes to servers, and goes, by way of that. */
    public Outcome<Volume> unbound(Volume volume) {
        return of(volume.id())
                .<Outcome<Volume>>map(cluster -> Outcome.failed(
                        new ClusterFailure.VolumeOfCluster(volume.id().toString(), cluster.name())))
                .orElseGet(() -> Outcome.done(volume));
    }

    /** Refuses to take a cluster's LUN off one of its nodes. */
    public Outcome<Attachment> unbound(Attachment attachment) {
        return of(attachment.volume())
                .filter(cluster -> cluster.node(attachment.server()).isPresent())
                .<Outcome<Attachment>>map(cluster -> Outcome.failed(new ClusterFailure.LunOfCluster(
                        attachment.server().toString(), attachment.volume().toString(), cluster.name())))
                .orElseGet(() -> Outcome.done(attachment));
    }

    /** The same, save where that node or that LUN is on its way out of the cluster. */
    public Outcome<Attachment> unboundOrLeaving(Attachment attachment) {
        return of(attachment.volume())
                        .filter(cluster -> isLeaving(cluster, attachment))
                        .isPresent()
                ? Outcome.done(attachment)
                : unbound(attachment);
    }

    private static boolean isLeaving(Cluster cluster, Attachment attachment) {
        return cluster.node(attachment.server()).map(Node::stage).equals(Optional.of(Stage.LEAVING))
                || cluster.lun(attachment.volume()).map(SharedLun::stage).equals(Optional.of(Stage.LEAVING));
    }

    /** The cluster that has this volume. */
    public Optional<Cluster> of(VolumeId volume) {
        return store.clusters().list(Optional.empty()).stream()
                .filter(cluster -> cluster.lun(volume).isPresent())
                .findFirst();
    }

    /** Takes a server that is gone out of its clusters, in the caller's transaction; one without servers goes too. */
    public void forget(ServerId server) {
        store.clusters().list(Optional.empty()).stream()
                .filter(cluster -> cluster.node(server).isPresent())
                .forEach(cluster -> write(cluster.withNodes(cluster.nodes().stream()
                        .filter(node -> !node.server().equals(server))
                        .toList())));
    }

    private void write(Cluster changed) {
        if (changed.nodes().isEmpty()) {
            store.clusters().remove(changed.id());
        } else if (!store.clusters().update(changed)) {
            throw new IllegalStateException("cluster " + changed.id() + " changed within a transaction");
        }
    }
}

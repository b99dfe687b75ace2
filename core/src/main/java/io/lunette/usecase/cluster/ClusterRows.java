package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.port.StateStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Reads and changes clusters' rows. A change is a decision about the row as it is, made and written in one transaction. */
record ClusterRows(StateStore store, InstantSource clock) {

    /** The cluster if there is one and it is the caller's to see. */
    Outcome<Cluster> find(Caller caller, ClusterId id) {
        return found(store.clusters().find(id).filter(cluster -> caller.mayUse(cluster.project())), id);
    }

    /** Gives the row as it is then. */
    Outcome<Cluster> change(ClusterId id, Function<Cluster, Outcome<Cluster>> decision) {
        return store.atomically(
                () -> found(store.clusters().find(id), id).then(decision).map(this::written));
    }

    private static Outcome<Cluster> found(Optional<Cluster> cluster, ClusterId id) {
        return Outcome.of(cluster, new ClusterFailure.NotFound(id.toString()));
    }

    private Cluster written(Cluster decided) {
        Cluster changed = decided.withUpdated(clock.instant());
        if (!store.clusters().update(changed)) {
            throw new IllegalStateException("cluster " + changed.id() + " changed within a transaction");
        }
        return changed.withRevision(changed.revision() + 1);
    }

    /** Refuses a cluster on which a change is under way. */
    static Outcome<Cluster> settled(Cluster cluster) {
        return cluster.isSettled()
                ? Outcome.done(cluster)
                : Outcome.failed(new ClusterFailure.Changing(cluster.name(), cluster.status()));
    }
}

package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.ReservationKey;
import io.lunette.model.ServerId;
import java.util.Optional;

/**
 * Records by which key a node's cluster software registers, so that a registration can be told to be its where the array
 * names nobody. Nothing is sent to the array.
 */
public final class RecordKeys {
    private final ClusterRows rows;

    RecordKeys(ClusterRows rows) {
        this.rows = rows;
    }

    /** An empty key forgets the one before. */
    public Outcome<Cluster> set(Caller caller, ClusterId id, ServerId server, Optional<ReservationKey> key) {
        return rows.find(caller, id).then(known -> rows.change(id, now -> with(now, server, key)));
    }

    private static Outcome<Cluster> with(Cluster now, ServerId server, Optional<ReservationKey> key) {
        if (now.node(server).isEmpty()) {
            return Outcome.failed(new ClusterFailure.NoSuchMember(now.name(), "server " + server));
        }
        Cluster changed = now.eachNode(node -> node.server().equals(server) ? node.withKey(key) : node);
        return NodeKeys.distinct(changed.nodes()).map(fine -> changed);
    }
}

package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Cluster.Node;
import io.lunette.model.ReservationKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses nodes of which two have one key: nobody could tell any more whose it is. */
final class NodeKeys {
    private NodeKeys() {}

    static Outcome<Unit> distinct(List<Node> nodes) {
        Map<ReservationKey, Node> owners = new HashMap<>();
        for (Node node : nodes) {
            Optional<Node> other = node.key().map(key -> owners.put(key, node));
            if (other.isPresent()) {
                return Outcome.failed(new ClusterFailure.SameKey(
                        node.key().get().toString(),
                        node.server().toString(),
                        other.get().server().toString()));
            }
        }
        return Outcome.done();
    }
}

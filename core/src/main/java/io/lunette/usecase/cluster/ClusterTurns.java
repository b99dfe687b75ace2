package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.ClusterId;
import io.lunette.run.Fence;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.lease.LeaseKeeper.Kept;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One change of a cluster at a time, of all controllers. Whoever comes second is refused, and does not wait. */
final class ClusterTurns {
    private final LeaseKeeper leases;

    /** Those that this controller is at: whoever asks for a lease that it has would lose it. */
    private final Set<ClusterId> here = ConcurrentHashMap.newKeySet();

    ClusterTurns(LeaseKeeper leases) {
        this.leases = leases;
    }

    <T> Outcome<T> take(ClusterId id, Function<Fence, Outcome<T>> work) {
        Outcome<T> busy = Outcome.failed(new ClusterFailure.Changing(id.toString(), "changing"));
        if (!here.add(id)) {
            return busy;
        }
        try {
            Optional<Kept> lease = leases.take(id.value());
            if (lease.isEmpty()) {
                return busy;
            }
            try (Kept turn = lease.get()) {
                return work.apply(turn);
            }
        } finally {
            here.remove(id);
        }
    }
}

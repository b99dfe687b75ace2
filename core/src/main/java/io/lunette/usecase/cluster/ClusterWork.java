package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings changes of clusters to their end: whole, or taken back. The cluster's row is the journal of that; it is written
 * before the first server is touched, and whoever finds a change that nobody is at goes on with it.
 */
public final class ClusterWork {
    private static final Duration UNTIL_MISSED = Duration.ofSeconds(30);

    private final StateStore store;
    private final ClusterRows rows;
    private final ClusterTurns turns;
    private final JoinMembers join;
    private final LeaveMembers leave;
    private final Revival revival;
    private final Executor background;

    ClusterWork(
            StateStore store,
            ClusterRows rows,
            ClusterTurns turns,
            JoinMembers join,
            LeaveMembers leave,
            Revival revival,
            Executor background) {
        this.store = store;
        this.rows = rows;
        this.turns = turns;
        this.join = join;
        this.leave = leave;
        this.revival = revival;
        this.background = background;
    }

    /**
     * What came of a change.
     *
     * @param cluster as it is now; empty where it is gone
     */
    record Changed(Optional<Cluster> cluster, Optional<Preflight> seen) {}

    /**
     * How a change begins that lets members join.
     *
     * @param doing for people: {@code making cluster 'rac'}
     * @param design says what the row is to be, in which members are joining; may look at hosts
     * @param write writes that row
     */
    record Growth(String doing, Supplier<Outcome<Cluster>> design, Function<Cluster, Outcome<Cluster>> write) {}

    /** Writes the row, and lets its members join; or takes all of it back. */
    Outcome<Changed> joining(Caller caller, ClusterId id, boolean allowStrangers, Growth growth) {
        return turns.take(
                id,
                fence -> settled(id, fence)
                        .then(fine -> growth.design().get())
                        .then(designed -> begun(() -> growth.write().apply(designed)))
                        .then(cluster -> switch (join.join(caller, cluster, allowStrangers, fence)) {
                            case Outcome.Done<Preflight>(Preflight seen) ->
                                joined(id).map(now -> new Changed(Optional.of(now), Optional.of(seen)));
                            case Outcome.Failed<Preflight>(Failure why) -> takenBack(id, growth.doing(), why, fence);
                        }));
    }

    /** Marks in {@code begin} what is to leave, and takes it off as far as guests let go of it at once. */
    Outcome<Changed> leaving(ClusterId id, Function<Cluster, Outcome<Cluster>> begin) {
        return turns.take(
                id,
                fence -> settled(id, fence)
                        .then(fine -> begun(() -> rows.change(id, begin)))
                        .map(cluster -> {
                            end(cluster, fence);
                            return new Changed(store.clusters().find(id), Optional.empty());
                        }));
    }

    /** What an earlier change left is brought to its end first, as far as that can be. */
    private Outcome<Unit> settled(ClusterId id, Fence fence) {
        store.clusters().find(id).ifPresent(cluster -> end(cluster, fence));
        return Outcome.done();
    }

    private Outcome<Cluster> begun(Supplier<Outcome<Cluster>> begin) {
        return store.atomically(
                () -> begin.get().ifDone(cluster -> revival.watch(cluster.id().value(), UNTIL_MISSED)));
    }

    private Outcome<Cluster> joined(ClusterId id) {
        return store.atomically(() -> rows.change(
                        id,
                        cluster -> Outcome.done(cluster.move(Stage.JOINING, Stage.IN)
                                .withKept(List.of())
                                .withFault(Optional.empty())))
                .ifDone(cluster -> forgetIfOver(id)));
    }

    private Outcome<Changed> takenBack(ClusterId id, String doing, Failure why, Fence fence) {
        if (!fence.mayAct()) {
            return Outcome.failed(why);
        }
        turnBack(id, why);
        store.clusters().find(id).ifPresent(cluster -> end(cluster, fence));
        boolean left = store.clusters()
                .find(id)
                .filter(cluster -> cluster.isAny(Stage.LEAVING))
                .isPresent();
        return Outcome.failed(new ClusterFailure.TakenBack(doing, why, left));
    }

    private void turnBack(ClusterId id, Failure why) {
        rows.change(
                        id,
                        cluster -> Outcome.done(
                                cluster.move(Stage.JOINING, Stage.LEAVING).withFault(Optional.of(why.sentence()))))
                .isDone();
    }

    /** Whether nothing is under way any more; an id that is no cluster's may be that of other work, which is left alone. */
    public boolean resume(ClusterId id) {
        if (store.clusters().find(id).isEmpty()) {
            return true;
        }
        turns.take(id, fence -> settled(id, fence)).isDone();
        return forgetIfOver(id);
    }

    /** Takes up all that an earlier run of this program left. */
    public void resumeAll() {
        store.clusters().list(Optional.empty()).stream()
                .filter(cluster -> !cluster.isSettled())
                .forEach(cluster -> background.execute(() -> resume(cluster.id())));
    }

    private boolean forgetIfOver(ClusterId id) {
        return store.atomically(() -> {
            boolean over = store.clusters()
                    .find(id)
                    .filter(cluster -> !cluster.isSettled())
                    .isEmpty();
            if (over) {
                revival.forget(id.value());
            }
            return over;
        });
    }

    /** Nobody was told yet that it was done: so it is finished where it was, and taken back otherwise. */
    private void end(Cluster cluster, Fence fence) {
        if (cluster.isAny(Stage.JOINING) && fence.mayAct()) {
            if (!cluster.isAny(Stage.LEAVING) && join.isWhole(cluster)) {
                joined(cluster.id()).isDone();
            } else {
                turnBack(cluster.id(), new ClusterFailure.Interrupted(cluster.name()));
            }
        }
        store.clusters()
                .find(cluster.id())
                .filter(now -> now.isAny(Stage.LEAVING))
                .filter(now -> leave.leave(now, fence))
                .ifPresent(now -> settle(now.id()));
    }

    private void settle(ClusterId id) {
        rows.change(id, cluster -> Outcome.done(cluster.withKept(List.of()))).isDone();
        forgetIfOver(id);
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Caller;
import io.lunette.model.Operation;
import io.lunette.model.Operation.State;
import io.lunette.model.Operation.StepRecord;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.UserId;
import io.lunette.model.VolumeId;
import io.lunette.plan.Step;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.run.StepListener;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records work on servers as the actions that people see of it. */
public record Actions(StateStore store, InstantSource clock, Ids ids) {
    private static final System.Logger LOG = System.getLogger(Actions.class.getName());

    /**
     * One action under way. Each step of its plan is on record before it is taken; that it was taken is with the next one's
     * beginning, or with the end.
     */
    public final class Action implements StepListener {
        private final Operation begun;
        private final List<StepRecord> steps;

        /** How many steps earlier tries have on record. */
        private final int earlier;

        private Action(Operation begun) {
            this.begun = begun;
            this.steps = new ArrayList<>(begun.steps());
            this.earlier = steps.size();
        }

        public String id() {
            return begun.id();
        }

        @Override
        public void record(int number, Step step, State state) {
            Instant now = clock.instant();
            int place = earlier + number;
            while (steps.size() <= place) {
                steps.add(new StepRecord(step.describe(), State.STARTED, now, Optional.empty()));
            }
            if (state != State.STARTED) {
                steps.set(
                        place,
                        new StepRecord(step.describe(), state, steps.get(place).started(), Optional.of(now)));
            }
            if (state != State.DONE) {
                store.operations().progress(as(Optional.empty(), Optional.empty()));
            }
        }

        public void succeeded() {
            finish(Optional.empty());
        }

        /** Also puts on the volume's row what an administrator must see there: that another LUN is in its place. */
        public void failed(Failure failure) {
            LOG.log(
                    Level.WARNING,
                    begun.action() + " of server " + begun.server() + " (" + begun.id() + ") failed: "
                            + failure.sentence());
            store.atomically(() -> {
                finish(Optional.of(failure.sentence()));
                mismatch(failure).ifPresent(Actions.this::tell);
                return true;
            });
        }

        private void finish(Optional<String> failure) {
            store.operations().update(as(Optional.of(clock.instant()), failure));
        }

        private Operation as(Optional<Instant> finished, Optional<String> failure) {
            return new Operation(
                    begun.id(),
                    begun.server(),
                    begun.project(),
                    begun.user(),
                    begun.action(),
                    begun.started(),
                    finished,
                    failure,
                    steps);
        }
    }

    private static Optional<StorageFailure.IdentityMismatch> mismatch(Failure failure) {
        return switch (failure) {
            case StorageFailure.IdentityMismatch found -> Optional.of(found);
            case HostFailure.UndoIncomplete undone -> mismatch(undone.cause());
            default -> Optional.empty();
        };
    }

    private void tell(StorageFailure.IdentityMismatch mismatch) {
        VolumeId.parse(mismatch.volume())
                .toOptional()
                .flatMap(store.volumes()::find)
                .map(volume ->
                        volume.withFault(Optional.of(mismatch.sentence())).withUpdated(clock.instant()))
                .ifPresent(store.volumes()::update);
    }

    /** Records what Lunette found by itself. */
    void note(Server server, String name, Failure found) {
        Instant now = clock.instant();
        store.operations()
                .insert(new Operation(
                        ownId(),
                        server.id(),
                        server.project(),
                        server.user(),
                        name,
                        now,
                        Optional.of(now),
                        Optional.of(found.sentence()),
                        List.of()));
    }

    private String ownId() {
        return "req-" + ids.next();
    }

    /** Begins an action that nobody asked for. */
    Action beginOwn(Server server, String name) {
        return begin(ownId(), server.id(), server.project(), server.user(), name);
    }

    /**
     * Begins an action; it must be told how it ended.
     *
     * @param name the Compute API's word: {@code attach_volume} */
    public Action begin(Caller caller, ServerId server, String name) {
        return begin(caller.requestId(), server, caller.project(), caller.user(), name);
    }

    private Action begin(String id, ServerId server, ProjectId project, UserId user, String name) {
        Operation operation = new Operation(
                id, server, project, user, name, clock.instant(), Optional.empty(), Optional.empty(), List.of());
        store.operations().insert(operation);
        return new Action(operation);
    }

    /** Goes on with an action that another run of the program began. */
    Action goOn(Operation begun) {
        return new Action(begun);
    }
}

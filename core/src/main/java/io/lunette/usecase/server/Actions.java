package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.model.Caller;
import io.lunette.model.Operation;
import io.lunette.model.Operation.State;
import io.lunette.model.Operation.StepRecord;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.plan.Step;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records work on servers as the actions that people see of it. */
public record Actions(StateStore store, InstantSource clock, Ids ids) {

    /** One action under way; what its plan did is told to it as to a journal. */
    public final class Action implements Journal {
        private final Operation begun;
        private final List<StepRecord> steps = new ArrayList<>();

        private Action(Operation begun) {
            this.begun = begun;
        }

        @Override
        public void record(int number, Step step, State state) {
            Instant now = clock.instant();
            while (steps.size() <= number) {
                steps.add(new StepRecord(step.describe(), State.STARTED, now, Optional.empty()));
            }
            if (state != State.STARTED) {
                steps.set(
                        number,
                        new StepRecord(step.describe(), state, steps.get(number).started(), Optional.of(now)));
            }
        }

        public void succeeded() {
            finish(Optional.empty());
        }

        public void failed(Failure failure) {
            finish(Optional.of(failure.sentence()));
        }

        private void finish(Optional<String> failure) {
            store.operations()
                    .update(new Operation(
                            begun.id(),
                            begun.server(),
                            begun.project(),
                            begun.user(),
                            begun.action(),
                            begun.started(),
                            Optional.of(clock.instant()),
                            failure,
                            steps));
        }
    }

    /** Records what Lunette found by itself. */
    void note(Server server, String name, Failure found) {
        Instant now = clock.instant();
        store.operations()
                .insert(new Operation(
                        "req-" + ids.next(),
                        server.id(),
                        server.project(),
                        server.user(),
                        name,
                        now,
                        Optional.of(now),
                        Optional.of(found.sentence()),
                        List.of()));
    }

    /**
     * Begins an action; it must be told how it ended.
     *
     * @param name the Compute API's word: {@code attach_volume} */
    public Action begin(Caller caller, ServerId server, String name) {
        Operation operation = new Operation(
                caller.requestId(),
                server,
                caller.project(),
                caller.user(),
                name,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        store.operations().insert(operation);
        return new Action(operation);
    }
}

package io.lunette.run;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Lun;
import io.lunette.model.Operation.State;
import io.lunette.model.VolumeId;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import io.lunette.port.VolumeMaker;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the steps of a plan in order. When one fails, those before it are taken back in reverse, and the failure is
 * told; when taking back fails as well, both are told. A step whose outcome is uncertain is where it stops: nothing is
 * taken back then, because the step may still take effect and would find its ground gone.
 */
public final class PlanRunner {
    private final World world;
    private final VolumeMaker volumes;

    /** For plans that make no volumes. */
    public PlanRunner(World world) {
        this(world, new NoVolumes());
    }

    public PlanRunner(World world, VolumeMaker volumes) {
        this.world = world;
        this.volumes = volumes;
    }

    private static final class NoVolumes implements VolumeMaker {
        @Override
        public Outcome<Lun> make(VolumeId volume) {
            throw new IllegalStateException("this plan was not to make volumes");
        }

        @Override
        public Outcome<Unit> discard(VolumeId volume) {
            throw new IllegalStateException("this plan was not to remove volumes");
        }
    }

    public Outcome<Ran> run(Plan plan, Journal journal) {
        StepRunner steps = new StepRunner(world, volumes, plan.server());
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            journal.record(i, step, State.STARTED);
            Outcome<Unit> outcome = take(steps, step);
            if (outcome instanceof Outcome.Failed<Unit>(Failure failure)) {
                journal.record(i, step, State.FAILED);
                return Outcome.failed(
                        failure instanceof HostFailure.Uncertain
                                ? failure
                                : takeBack(plan, i - 1, steps, journal, failure));
            }
            journal.record(i, step, State.DONE);
        }
        return Outcome.done(steps.ran());
    }

    /** A bug in a port must not skip the taking back. */
    private static Outcome<Unit> take(StepRunner steps, Step step) {
        try {
            return steps.take(step);
        } catch (IllegalArgumentException | IllegalStateException bug) {
            return Outcome.failed(new HostFailure.Refused("", step.describe(), String.valueOf(bug.getMessage())));
        }
    }

    private static Failure takeBack(Plan plan, int last, StepRunner steps, Journal journal, Failure cause) {
        List<Failure> more = new ArrayList<>();
        for (int i = last; i >= 0; i--) {
            Step step = plan.steps().get(i);
            int number = i;
            step.undo()
                    .ifPresent(undo -> take(steps, undo)
                            .ifDone(done -> journal.record(number, step, State.UNDONE))
                            .ifFailed(more::add));
        }
        return more.isEmpty() ? cause : new HostFailure.UndoIncomplete(cause, more);
    }
}

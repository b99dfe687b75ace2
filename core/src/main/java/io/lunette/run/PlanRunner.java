package io.lunette.run;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Lun;
import io.lunette.model.Operation.State;
import io.lunette.model.VolumeId;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import io.lunette.port.VolumeMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the steps of a plan in order. When one fails, those before it are taken back in reverse, and the failure is
 * told; when taking back fails as well, both are told. A step whose outcome is uncertain is where it stops: nothing is
 * taken back then, because the step may still take effect and would find its ground gone. It stops as well where another
 * controller has taken over, which goes on from what it finds.
 */
public final class PlanRunner {
    private final World world;
    private final Optional<Departure> departure;
    private final VolumeMaker volumes;
    private final Fence fence;

    /** For plans that make no volumes. */
    public PlanRunner(World world, Fence fence) {
        this(world, new NoVolumes(), fence);
    }

    public PlanRunner(World world, VolumeMaker volumes, Fence fence) {
        this(world, Optional.empty(), volumes, fence);
    }

    private PlanRunner(World world, Optional<Departure> departure, VolumeMaker volumes, Fence fence) {
        this.world = world;
        this.departure = departure;
        this.volumes = volumes;
        this.fence = fence;
    }

    /** For plans that move a server to this world's host from another one. */
    public static PlanRunner moving(Departure departure, World target, Fence fence) {
        return new PlanRunner(target, Optional.of(departure), new NoVolumes(), fence);
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

    public Outcome<Ran> run(Plan plan, StepListener listener) {
        StepRunner steps = new StepRunner(world, departure, volumes, plan.server());
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            if (!fence.mayAct()) {
                return Outcome.failed(new ServerFailure.TakenOver(plan.server().toString()));
            }
            listener.record(i, step, State.STARTED);
            Outcome<Unit> outcome = take(steps, step);
            if (outcome instanceof Outcome.Failed<Unit>(Failure failure)) {
                listener.record(i, step, State.FAILED);
                return Outcome.failed(
                        failure instanceof HostFailure.Uncertain
                                ? failure
                                : takeBack(plan, i - 1, steps, listener, failure));
            }
            listener.record(i, step, State.DONE);
        }
        return Outcome.done(steps.ran());
    }

    /**
     * Looks whether a plan has come true: takes the steps that look, and those that say where its disks are and may be
     * repeated. Nothing is taken back when one of them fails.
     */
    public Outcome<Ran> look(Plan plan, StepListener listener) {
        StepRunner steps = new StepRunner(world, departure, volumes, plan.server());
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            if (isLook(step)) {
                listener.record(i, step, State.STARTED);
                if (take(steps, step) instanceof Outcome.Failed<Unit> failed) {
                    return failed.as();
                }
                listener.record(i, step, State.DONE);
            }
        }
        return Outcome.done(steps.ran());
    }

    private static boolean isLook(Step step) {
        return switch (step) {
            case Step.Expose expose -> true;
            case Step.ReachLun reach -> true;
            case Step.MakeVolume make -> true;
            case Step.ConfirmController confirm -> true;
            case Step.ConfirmDisk confirm -> true;
            default -> false;
        };
    }

    /**
     * Takes back a plan of which nobody knows how far it came. Each step that takes another back does nothing where
     * there is nothing to take back, so all of them are taken.
     */
    public Outcome<Unit> takeBack(Plan plan, StepListener listener) {
        List<Failure> problems =
                undo(plan, plan.steps().size() - 1, new StepRunner(world, departure, volumes, plan.server()), listener);
        return problems.isEmpty()
                ? Outcome.done()
                : Outcome.failed(new HostFailure.UndoIncomplete(
                        new ServerFailure.Interrupted(plan.server().toString()), problems));
    }

    /** A bug in a port must not skip the taking back. */
    private static Outcome<Unit> take(StepRunner steps, Step step) {
        try {
            return steps.take(step);
        } catch (IllegalArgumentException | IllegalStateException bug) {
            return Outcome.failed(new HostFailure.Refused("", step.describe(), String.valueOf(bug.getMessage())));
        }
    }

    private Failure takeBack(Plan plan, int last, StepRunner steps, StepListener listener, Failure cause) {
        List<Failure> problems = undo(plan, last, steps, listener);
        return problems.isEmpty() ? cause : new HostFailure.UndoIncomplete(cause, problems);
    }

    private List<Failure> undo(Plan plan, int last, StepRunner steps, StepListener listener) {
        List<Failure> problems = new ArrayList<>();
        for (int i = last; i >= 0; i--) {
            Step step = plan.steps().get(i);
            int number = i;
            step.undo()
                    .ifPresent(undo -> (fence.mayAct() ? take(steps, undo) : takenOver(plan))
                            .ifDone(done -> listener.record(number, step, State.UNDONE))
                            .ifFailed(failure -> {
                                // Nothing of it can be left in a domain that is not there.
                                if (!(failure instanceof HostFailure.NoSuchDomain)) {
                                    problems.add(failure);
                                }
                            }));
        }
        return problems;
    }

    private static Outcome<Unit> takenOver(Plan plan) {
        return Outcome.failed(new ServerFailure.TakenOver(plan.server().toString()));
    }
}

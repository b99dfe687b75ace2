package io.lunette.run;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Operation.State;
import io.lunette.model.ServerId;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the plans by which a LUN grows under several servers in step: all look, all rest, the LUN grows, all go on, and
 * then each is told. What fails before the LUN has grown ends it, and every guest that was paused goes on. What fails after
 * that is one server's trouble, and the others are told all the same.
 */
public final class ExtensionRunner {
    private final List<Part> parts;
    private final Map<ServerId, Trouble> troubles = new LinkedHashMap<>();
    private final List<Part> paused = new ArrayList<>();

    /** One server's plan, and through what it is taken. */
    public record Part(Plan plan, World world, Fence fence, StepListener listener) {}

    /**
     * What went wrong with one server.
     *
     * @param rests whether its guest may still be paused */
    public record Trouble(Failure why, boolean rests) {}

    /**
     * How it ended.
     *
     * @param refused why the LUN did not grow */
    public record Ended(Optional<Failure> refused, Map<ServerId, Trouble> troubles) {
        public Ended {
            troubles = Map.copyOf(troubles);
        }
    }

    public ExtensionRunner(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public Ended run() {
        Optional<Failure> refused =
                all(Step.RecognizeLun.class).or(this::pauseAll).or(() -> all(Step.GrowLun.class));
        paused.forEach(part -> goOn(part, refused.isPresent()));
        if (refused.isEmpty()) {
            parts.forEach(this::tell);
        }
        return new Ended(refused, troubles);
    }

    private Optional<Failure> all(Class<? extends Step> kind) {
        return parts.stream().flatMap(part -> take(part, kind).stream()).findFirst();
    }

    private Optional<Failure> pauseAll() {
        for (Part part : parts) {
            if (number(part, Step.PauseGuest.class).isPresent()) {
                // Before it is known whether it worked: an answer that was lost leaves a guest that stands still.
                paused.add(part);
                Optional<Failure> refused = take(part, Step.PauseGuest.class);
                if (refused.isPresent()) {
                    return refused;
                }
            }
        }
        return Optional.empty();
    }

    private void goOn(Part part, boolean undone) {
        Optional<Failure> failure =
                undone ? run(part, 0, new Step.ResumeGuest(), StepListener.NOBODY) : take(part, Step.ResumeGuest.class);
        failure.ifPresentOrElse(
                why -> troubles.put(part.plan().server(), new Trouble(why, true)), () -> record(part, undone));
    }

    private static void record(Part part, boolean undone) {
        number(part, Step.PauseGuest.class)
                .filter(number -> undone)
                .ifPresent(number ->
                        part.listener().record(number, part.plan().steps().get(number), State.UNDONE));
    }

    private void tell(Part part) {
        if (!troubles.containsKey(part.plan().server())) {
            take(part, Step.ResizeDisk.class)
                    .or(() -> take(part, Step.ConfirmSize.class))
                    .ifPresent(why -> troubles.put(part.plan().server(), new Trouble(why, false)));
        }
    }

    /** Takes the one step of this kind that the plan has, if any; gives its failure. */
    private static Optional<Failure> take(Part part, Class<? extends Step> kind) {
        return number(part, kind)
                .flatMap(number -> run(part, number, part.plan().steps().get(number), part.listener()));
    }

    private static Optional<Failure> run(Part part, int number, Step step, StepListener listener) {
        Outcome<Ran> ran = new PlanRunner(part.world(), part.fence())
                .run(
                        new Plan(part.plan().server(), List.of(step)),
                        (only, taken, state) -> listener.record(number, taken, state));
        return ran.failureIfAny();
    }

    private static Optional<Integer> number(Part part, Class<? extends Step> kind) {
        List<Step> steps = part.plan().steps();
        for (int number = 0; number < steps.size(); number++) {
            if (kind.isInstance(steps.get(number))) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }
}

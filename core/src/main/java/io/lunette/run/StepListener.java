package io.lunette.run;

import io.lunette.model.Operation.State;
import io.lunette.plan.Step;

/** Told of each step before and after it is taken, and when it was taken back. */
@FunctionalInterface
public interface StepListener {

    /** For work that nobody is told about. */
    StepListener NOBODY = (number, step, state) -> {};

    /**
     * A step has come to this state.
     *
     * @param number of the step in its plan, from 0 */
    void record(int number, Step step, State state);
}

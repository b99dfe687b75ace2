package io.lunette.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One piece of work on a server, as told to people: the Compute API's instance action.
 *
 * @param id also the id of the request that began it where there was one: {@code req-...}
 * @param action {@code create}, {@code attach_volume} ...: the Compute API's words
 * @param steps what the plan had, and how far each came; in order
 * @param failure what went wrong, in words; empty while it runs and when it succeeded
 */
public record Operation(
        String id,
        ServerId server,
        ProjectId project,
        UserId user,
        String action,
        Instant started,
        Optional<Instant> finished,
        Optional<String> failure,
        List<StepRecord> steps) {
    public Operation {
        steps = List.copyOf(steps);
    }

    public record StepRecord(String name, State state, Instant started, Optional<Instant> finished) {}

    public enum State {
        STARTED,
        DONE,
        FAILED,
        UNDONE
    }
}

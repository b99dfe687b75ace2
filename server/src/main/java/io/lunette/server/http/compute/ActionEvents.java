package io.lunette.server.http.compute;

import io.lunette.model.Operation;
import io.lunette.model.Operation.State;
import io.lunette.model.Operation.StepRecord;
import io.lunette.model.Server;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An action's steps as Nova's events: newest first, each a success or an error. */
record ActionEvents(RequestContext request, Optional<Server> server) {

    /**
     * One event.
     *
     * @param fine empty while it is under way
     * @param details why it is an error
     */
    record Event(
            String name,
            Instant started,
            Optional<Instant> finished,
            Optional<Boolean> fine,
            Optional<String> details) {}

    /** What failed before any step, or beside the steps, is an event of its own: else nothing would tell the reason. */
    static List<Event> of(Operation operation) {
        List<Event> events = new ArrayList<>();
        operation.steps().forEach(step -> events.add(event(step, operation.failure())));
        boolean told = operation.steps().stream().anyMatch(step -> step.state() == State.FAILED);
        if (operation.failure().isPresent() && !told) {
            events.add(new Event(
                    operation.action(),
                    operation.started(),
                    operation.finished(),
                    Optional.of(false),
                    operation.failure()));
        }
        return events.reversed();
    }

    private static Event event(StepRecord step, Optional<String> failure) {
        return new Event(
                step.name(),
                step.started(),
                step.finished(),
                step.finished().map(any -> step.state() == State.DONE),
                switch (step.state()) {
                    case STARTED, DONE -> Optional.empty();
                    case FAILED -> failure;
                    case UNDONE -> Optional.of("taken back: " + failure.orElse("what came after it failed"));
                });
    }

    void write(JsonWriter out, Event event) {
        out.put("event", event.name())
                .put("start_time", Times.volume(event.started()))
                .put("finish_time", event.finished().map(Times::volume))
                .put("result", event.fine().map(fine -> fine ? "Success" : "Error"));
        if (request.caller().isAdmin()) {
            out.putNull("traceback");
        }
        if (request.since(2, 62)) {
            // Of a server that is gone nobody knows it any more.
            out.put(
                    "hostId",
                    server.map(of -> HostIds.of(of.project(), of.host())).orElse(""));
            if (request.caller().isAdmin()) {
                out.put("host", server.map(of -> of.host().text()));
            }
        }
        if (request.since(2, 84)) {
            out.put("details", event.details());
        }
    }
}

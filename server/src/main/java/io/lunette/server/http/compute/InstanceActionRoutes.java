package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Operation;
import io.lunette.model.Operation.StepRecord;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ServerUseCases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code /servers/{id}/os-instance-actions}: what was done to a server, step by step. */
final class InstanceActionRoutes implements Api {
    private static final String PATH = "/servers/{server_id}/os-instance-actions";

    private final ServerUseCases servers;

    InstanceActionRoutes(ServerUseCases servers) {
        this.servers = servers;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(PATH, this::list), Route.get(PATH + "/{request_id}", this::show));
    }

    private Outcome<Response> list(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.actions().list(request.caller(), id))
                .then(all -> changed(request, all))
                .then(some -> Page.of(request, some, Operation::id))
                .map(page -> Response.ok(out -> {
                    out.array(
                            "instanceActions",
                            page.items(),
                            operation -> out.object(() -> write(out, request, operation)));
                    page.writeNext(out, "links");
                }));
    }

    private static Outcome<List<Operation>> changed(RequestContext request, List<Operation> all) {
        return moment(request, "changes-since", 58)
                .then(since -> moment(request, "changes-before", 66).map(before -> {
                    Predicate<Operation> within =
                            operation -> since.map(moment -> !updated(operation).isBefore(moment))
                                            .orElse(true)
                                    && before.map(moment -> !updated(operation).isAfter(moment))
                                            .orElse(true);
                    return all.stream().filter(within).toList();
                }));
    }

    private static Outcome<Optional<Instant>> moment(RequestContext request, String parameter, int sinceMinor) {
        Optional<String> asked = request.since(2, sinceMinor) ? request.query(parameter) : Optional.empty();
        return asked.isEmpty()
                ? Outcome.done(Optional.empty())
                : Moments.parse(asked.get())
                        .orFail(problem ->
                                new RequestFailure.InvalidField(parameter, problem, "a moment as 2026-11-23T04:46:00Z"))
                        .map(Optional::of);
    }

    private Outcome<Response> show(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.actions().show(request.caller(), id, request.path("request_id")))
                .map(operation -> Response.ok(out -> out.object("instanceAction", () -> {
                    write(out, request, operation);
                    if (request.since(2, 51) || request.caller().isAdmin()) {
                        out.array(
                                "events",
                                operation.steps(),
                                step -> out.object(() -> write(out, request, step, operation)));
                    }
                })));
    }

    private static void write(JsonWriter out, RequestContext request, Operation operation) {
        out.put("action", operation.action())
                .put("instance_uuid", operation.server().toString())
                .put("request_id", operation.id())
                .put("user_id", operation.user().text())
                .put("project_id", operation.project().text())
                .put("start_time", Times.volume(operation.started()))
                .put("message", operation.failure().map(reason -> "Error"));
        if (request.since(2, 58)) {
            out.put("updated_at", Times.volume(updated(operation)));
        }
    }

    private static Instant updated(Operation operation) {
        return operation.finished().orElse(operation.started());
    }

    private static void write(JsonWriter out, RequestContext request, StepRecord step, Operation operation) {
        boolean fine = step.state() == Operation.State.DONE;
        out.put("event", step.name())
                .put("start_time", Times.volume(step.started()))
                .put("finish_time", step.finished().map(Times::volume))
                .put("result", step.finished().map(any -> fine ? "Success" : "Error"));
        if (request.caller().isAdmin()) {
            out.putNull("traceback");
        }
        if (request.since(2, 84)) {
            out.put("details", fine ? Optional.empty() : operation.failure());
        }
    }
}

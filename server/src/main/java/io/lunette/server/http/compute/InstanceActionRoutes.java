package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Operation;
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

    /** From 2.21 on, those of a server that is gone are told too. */
    private static boolean goneToo(RequestContext request) {
        return request.since(2, 21);
    }

    private Outcome<Response> list(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.actions().list(request.caller(), id, goneToo(request)))
                .then(all -> changed(request, all))
                .then(some -> request.since(2, 58)
                        ? Page.of(request, some, Operation::id)
                        : Outcome.done(new Page<>(some, Optional.empty())))
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
                .then(since -> moment(request, "changes-before", 66)
                        .then(before -> ordered(since, before))
                        .map(before ->
                                all.stream().filter(within(since, before)).toList()));
    }

    private static Outcome<Optional<Instant>> ordered(Optional<Instant> since, Optional<Instant> before) {
        boolean wrong = since.isPresent() && before.filter(since.get()::isAfter).isPresent();
        return wrong
                ? Outcome.failed(new RequestFailure.InvalidField(
                        "changes-since", "it is later than changes-before", "a moment before that"))
                : Outcome.done(before);
    }

    private static Predicate<Operation> within(Optional<Instant> since, Optional<Instant> before) {
        return operation -> since.map(moment -> !updated(operation).isBefore(moment))
                        .orElse(true)
                && before.map(moment -> !updated(operation).isAfter(moment)).orElse(true);
    }

    private static Outcome<Optional<Instant>> moment(RequestContext request, String parameter, int sinceMinor) {
        return request.since(2, sinceMinor) ? Moments.query(request, parameter) : Outcome.done(Optional.empty());
    }

    private Outcome<Response> show(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.actions().show(request.caller(), id, request.path("request_id"), goneToo(request)))
                .map(shown -> Response.ok(out -> out.object("instanceAction", () -> {
                    write(out, request, shown.operation());
                    if (request.since(2, 51) || request.caller().isAdmin()) {
                        ActionEvents events = new ActionEvents(request, shown.server());
                        out.array(
                                "events",
                                ActionEvents.of(shown.operation()),
                                event -> out.object(() -> events.write(out, event)));
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
}

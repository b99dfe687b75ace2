package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.ServerUseCases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code POST /servers/{id}/action}: the body's one field names what is to be done. */
final class ServerActionRoutes implements Api {
    private final ServerUseCases servers;
    private final Map<String, Action> actions = new TreeMap<>();

    /** What one action does with its server and its body. */
    @FunctionalInterface
    private interface Action {
        Outcome<Response> act(RequestContext request, ServerId server, JsonFields body);
    }

    ServerActionRoutes(ServerUseCases servers) {
        this.servers = servers;
        actions.put("os-start", (request, id, body) -> accepted(servers.power().start(request.caller(), id)));
        actions.put("os-stop", (request, id, body) -> accepted(servers.power().stop(request.caller(), id)));
        actions.put("reboot", this::reboot);
        actions.put("os-getConsoleOutput", this::console);
        actions.put(
                "os-migrateLive",
                (request, id, body) -> accepted(MigrateReading.read(request, id, body)
                        .then(wanted -> servers.migrate().migrate(request.caller(), wanted))));
        actions.put("lock", this::lock);
        actions.put("unlock", (request, id, body) -> accepted(servers.lock().unlock(request.caller(), id)));
        actions.put("os-resetState", this::reset);
        actions.put(
                "forceDelete", (request, id, body) -> accepted(servers.delete().delete(request.caller(), id)));
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/servers/{server_id}/action", this::act));
    }

    private Outcome<Response> act(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.show().show(request.caller(), id))
                .then(shown ->
                        request.json().then(body -> act(request, shown.server().id(), body)));
    }

    private Outcome<Response> act(RequestContext request, ServerId id, JsonFields body) {
        List<String> names = body.names();
        Action action = names.size() == 1 ? actions.get(names.getFirst()) : null;
        if (action == null) {
            return Outcome.failed(new ServerFailure.NotOffered(
                    "There is no such action: " + Shown.text(String.join(", ", names)),
                    "the body's one field must name an action that there is here",
                    "Known here: " + String.join(", ", actions.keySet())));
        }
        return action.act(request, id, body);
    }

    private static Outcome<Response> accepted(Outcome<?> done) {
        return done.map(any -> Response.empty(202));
    }

    private Outcome<Response> reboot(RequestContext request, ServerId id, JsonFields body) {
        JsonFields reboot = body.object("reboot");
        Field<Boolean> hard = reboot.choice(
                "type", Map.of("SOFT", false, "Soft", false, "soft", false, "HARD", true, "Hard", true, "hard", true));
        reboot.refuseUnknown();
        return accepted(body.outcome(hard).then(how -> servers.power().reboot(request.caller(), id, how)));
    }

    private Outcome<Response> console(RequestContext request, ServerId id, JsonFields body) {
        JsonFields console = body.object("os-getConsoleOutput");
        Field<Optional<Long>> length = console.optionalInteger("length", -1, Integer.MAX_VALUE);
        console.refuseUnknown();
        return body.outcome(() -> length.get().filter(lines -> lines >= 0).map(Long::intValue))
                .then(lines -> servers.console().read(request.caller(), id, lines))
                .map(text -> Response.ok(out -> out.put("output", text)));
    }

    private Outcome<Response> lock(RequestContext request, ServerId id, JsonFields body) {
        if (!request.since(2, 73)) {
            return accepted(servers.lock().lock(request.caller(), id, Optional.empty()));
        }
        Optional<JsonFields> lock = body.optionalObject("lock");
        Field<Optional<String>> reason =
                lock.map(fields -> fields.optionalText("locked_reason", 1, 255)).orElseGet(Field::absent);
        lock.ifPresent(JsonFields::refuseUnknown);
        return accepted(body.outcome(reason).then(why -> servers.lock().lock(request.caller(), id, why)));
    }

    private Outcome<Response> reset(RequestContext request, ServerId id, JsonFields body) {
        JsonFields reset = body.object("os-resetState");
        Field<Boolean> active = reset.choice("state", Map.of("active", true, "error", false));
        reset.refuseUnknown();
        return accepted(body.outcome(active).then(how -> servers.reset().reset(request.caller(), id, how)));
    }
}

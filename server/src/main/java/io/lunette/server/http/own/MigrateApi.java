package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.ServerFailure;
import io.lunette.model.HostName;
import io.lunette.model.Migration;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.MigrateServer;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /v1/servers/{id}/migrate} with {@code {"host": H, "drop_registrations": B}}, both optional: 202 and the
 * {@code migration}. As Compute's {@code os-migrateLive}, which cannot say that registrations may be lost.
 */
public final class MigrateApi implements Api {
    private final MigrateServer migrate;

    public MigrateApi(MigrateServer migrate) {
        this.migrate = migrate;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/servers/{server_id}/migrate", this::migrate));
    }

    private Outcome<Response> migrate(RequestContext request) {
        return server(request)
                .then(server -> request.json().then(body -> wanted(server, body)))
                .then(wanted -> migrate.migrate(request.caller(), wanted))
                .map(MigrateApi::shown);
    }

    private static Outcome<MigrateServer.Request> wanted(ServerId server, JsonFields body) {
        Field<Optional<String>> host = body.optionalText("host", 1, 255);
        Field<Optional<Boolean>> drop = body.optionalBool("drop_registrations");
        body.refuseUnknown();
        return body.outcome(() -> drop.get().orElse(false))
                .then(dropping -> host(host.get()).map(target -> new MigrateServer.Request(server, target, dropping)));
    }

    private static Outcome<Optional<HostName>> host(Optional<String> raw) {
        return raw.map(text -> HostName.parse(text)
                        .orFail(problem -> new RequestFailure.InvalidField(
                                "host", problem, "the name of a host: lunette host list"))
                        .map(Optional::of))
                .orElseGet(() -> Outcome.done(Optional.empty()));
    }

    private static Outcome<ServerId> server(RequestContext request) {
        String raw = request.path("server_id");
        return ServerId.parse(raw).orFail(problem -> new ServerFailure.NotFound(Shown.text(raw)));
    }

    private static Response shown(Migration migration) {
        return Response.json(
                202,
                out -> out.object(
                        "migration",
                        () -> out.put("id", migration.number())
                                .put("server_id", migration.server().toString())
                                .put("source", migration.source().text())
                                .put("target", migration.target().text())
                                .put("status", migration.status().wire())));
    }
}

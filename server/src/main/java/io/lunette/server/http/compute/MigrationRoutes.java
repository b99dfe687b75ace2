package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.model.Migration;
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

/**
 * {@code /os-migrations}: all live migrations there were; and {@code /servers/{id}/migrations}: those of a server that are
 * under way, which can be ended.
 */
final class MigrationRoutes implements Api {
    private static final String OF_SERVER = "/servers/{server_id}/migrations";
    private static final String TYPE = "live-migration";
    private static final List<String> NOT_COUNTED = List.of(
            "memory_total_bytes",
            "memory_processed_bytes",
            "memory_remaining_bytes",
            "disk_total_bytes",
            "disk_processed_bytes",
            "disk_remaining_bytes");

    private final ServerUseCases servers;

    MigrationRoutes(ServerUseCases servers) {
        this.servers = servers;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-migrations", this::list),
                Route.get(OF_SERVER, this::underWay).since(2, 23),
                Route.get(OF_SERVER + "/{migration_id}", this::show).since(2, 23),
                Route.delete(OF_SERVER + "/{migration_id}", this::abort).since(2, 24));
    }

    private Outcome<Response> list(RequestContext request) {
        return servers.migrations()
                .list(request.caller())
                .then(all -> asked(request, all))
                .then(some -> request.since(2, 59)
                        ? Page.of(request, some, one -> one.id().toString())
                        : Outcome.done(new Page<>(some, Optional.empty())))
                .map(page -> Response.ok(out -> {
                    out.array("migrations", page.items(), one -> out.object(() -> ofAll(out, request, one)));
                    page.writeNext(out, "migrations_links");
                }));
    }

    private static Outcome<List<Migration>> asked(RequestContext request, List<Migration> all) {
        return moment(request, "changes-since", 59)
                .then(since -> moment(request, "changes-before", 66)
                        .map(before -> all.stream()
                                .filter(one -> isAsked(request, one))
                                .filter(one -> since.map(from -> !one.updated().isBefore(from))
                                        .orElse(true))
                                .filter(one -> before.map(to -> !one.updated().isAfter(to))
                                        .orElse(true))
                                .toList()));
    }

    private static Outcome<Optional<Instant>> moment(RequestContext request, String parameter, int sinceMinor) {
        return request.since(2, sinceMinor) ? Moments.query(request, parameter) : Outcome.done(Optional.empty());
    }

    private static boolean isAsked(RequestContext request, Migration one) {
        return is(request, "status", one.status().wire())
                && is(request, "instance_uuid", one.server().toString())
                && is(request, "source_compute", one.source().text())
                && is(request, "migration_type", TYPE)
                && request.query("host")
                        .map(host -> host.equals(one.source().text())
                                || host.equals(one.target().text()))
                        .orElse(true)
                && (!request.since(2, 80)
                        || (is(request, "user_id", one.user().text())
                                && is(request, "project_id", one.project().text())));
    }

    private static boolean is(RequestContext request, String parameter, String value) {
        return request.query(parameter).map(value::equals).orElse(true);
    }

    private static void ofAll(JsonWriter out, RequestContext request, Migration one) {
        write(out, request, one);
        out.put("instance_uuid", one.server().toString())
                .putNull("old_instance_type_id")
                .putNull("new_instance_type_id");
        if (request.since(2, 23)) {
            out.put("migration_type", TYPE);
            if (one.status().isUnderWay()) {
                Links.of(request).write(out, "/servers/" + one.server() + "/migrations/" + one.number());
            }
        }
    }

    private Outcome<Response> underWay(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.migrations().underWay(request.caller(), id))
                .map(some -> Response.ok(out ->
                        out.array("migrations", some, one -> out.object(() -> ofServer(out, request, one)))));
    }

    private Outcome<Response> show(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.migrations().show(request.caller(), id, request.path("migration_id")))
                .map(one -> Response.ok(out -> out.object("migration", () -> ofServer(out, request, one))));
    }

    private static void ofServer(JsonWriter out, RequestContext request, Migration one) {
        write(out, request, one);
        out.put("server_uuid", one.server().toString());
        NOT_COUNTED.forEach(out::putNull);
    }

    private static void write(JsonWriter out, RequestContext request, Migration one) {
        out.put("id", one.number())
                .put("source_compute", one.source().text())
                .put("source_node", one.source().text())
                .put("dest_compute", one.target().text())
                .put("dest_node", one.target().text())
                .putNull("dest_host")
                .put("status", one.status().wire())
                .put("created_at", Times.volume(one.created()))
                .put("updated_at", Times.volume(one.updated()));
        if (request.since(2, 59)) {
            out.put("uuid", one.id().toString());
        }
        if (request.since(2, 80)) {
            out.put("user_id", one.user().text())
                    .put("project_id", one.project().text());
        }
    }

    private Outcome<Response> abort(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.migrate().abort(request.caller(), id, request.path("migration_id")))
                .map(asked -> Response.empty(202));
    }
}

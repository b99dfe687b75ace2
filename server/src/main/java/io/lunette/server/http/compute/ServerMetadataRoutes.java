package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Server;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.server.ServerUseCases;
import io.lunette.usecase.server.ShownServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /servers/{id}/metadata}. */
final class ServerMetadataRoutes implements Api {
    private static final String PATH = "/servers/{server_id}/metadata";

    private final ServerUseCases servers;

    ServerMetadataRoutes(ServerUseCases servers) {
        this.servers = servers;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, request -> server(request).map(server -> all(server.metadata()))),
                Route.post(PATH, this::merge),
                Route.put(PATH, this::replace),
                Route.get(PATH + "/{key}", this::one),
                Route.put(PATH + "/{key}", this::set),
                Route.delete(PATH + "/{key}", this::remove));
    }

    private Outcome<Server> server(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.show().show(request.caller(), id))
                .map(ShownServer::server);
    }

    private static Response all(Map<String, String> metadata) {
        return Response.ok(out -> out.texts("metadata", metadata));
    }

    private static Response entry(String key, String value) {
        return Response.ok(out -> out.object("meta", () -> out.put(key, value)));
    }

    private Outcome<Response> merge(RequestContext request) {
        return PathIds.server(request)
                .then(id -> request.json()
                        .then(body -> MetadataBody.read(body, "metadata"))
                        .then(more -> servers.metadata().merge(request.caller(), id, more)))
                .map(server -> all(server.metadata()));
    }

    private Outcome<Response> replace(RequestContext request) {
        return PathIds.server(request)
                .then(id -> request.json()
                        .then(body -> MetadataBody.read(body, "metadata"))
                        .then(entries -> servers.metadata().replace(request.caller(), id, entries)))
                .map(server -> all(server.metadata()));
    }

    private Outcome<Response> one(RequestContext request) {
        String key = request.path("key");
        return server(request)
                .then(server -> Outcome.of(
                        Optional.ofNullable(server.metadata().get(key)),
                        new ServerFailure.MetadataNotFound(server.id().toString(), key)))
                .map(value -> entry(key, value));
    }

    private Outcome<Response> set(RequestContext request) {
        String key = request.path("key");
        return PathIds.server(request)
                .then(id -> request.json()
                        .then(body -> MetadataBody.readOne(body, "meta", key))
                        .then(entry -> servers.metadata().merge(request.caller(), id, entry)))
                .map(server -> entry(key, server.metadata().getOrDefault(key, "")));
    }

    private Outcome<Response> remove(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.metadata().remove(request.caller(), id, request.path("key")))
                .map(server -> Response.empty(204));
    }
}

package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Server;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.ServerTags;
import io.lunette.usecase.server.ServerUseCases;
import io.lunette.usecase.server.ShownServer;
import java.util.List;
import java.util.function.Supplier;

/** {@code /servers/{id}/tags}, since 2.26. */
final class ServerTagRoutes implements Api {
    private static final String PATH = "/servers/{server_id}/tags";

    private final ServerUseCases servers;

    ServerTagRoutes(ServerUseCases servers) {
        this.servers = servers;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, request -> server(request).map(ServerTagRoutes::all))
                        .since(2, 26),
                Route.put(PATH, this::replace).since(2, 26),
                Route.delete(PATH, this::clear).since(2, 26),
                Route.get(PATH + "/{tag}", this::check).since(2, 26),
                Route.put(PATH + "/{tag}", this::add).since(2, 26),
                Route.delete(PATH + "/{tag}", this::remove).since(2, 26));
    }

    private Outcome<Server> server(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.show().show(request.caller(), id))
                .map(ShownServer::server);
    }

    private static Response all(Server server) {
        return Response.ok(out -> out.texts("tags", server.tags()));
    }

    private Outcome<Response> replace(RequestContext request) {
        return PathIds.server(request)
                .then(id -> request.json()
                        .then(ServerTagRoutes::read)
                        .then(tags -> servers.tags().replace(request.caller(), id, tags)))
                .map(ServerTagRoutes::all);
    }

    private static Outcome<List<String>> read(JsonFields body) {
        Supplier<List<String>> tags = TagsBody.list(body, ServerTags.LARGEST);
        body.refuseUnknown();
        return body.outcome(tags);
    }

    private Outcome<Response> clear(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.tags().replace(request.caller(), id, List.of()))
                .map(server -> Response.empty(204));
    }

    private Outcome<Response> check(RequestContext request) {
        String tag = request.path("tag");
        return server(request)
                .then(server -> server.tags().contains(tag)
                        ? Outcome.done(Response.empty(204))
                        : Outcome.failed(
                                new ServerFailure.TagNotFound(server.id().toString(), tag)));
    }

    private Outcome<Response> add(RequestContext request) {
        return ServerNames.parseTag(request.path("tag"))
                .orFail(problem -> new RequestFailure.InvalidField("tag", problem, ServerNames.TAG_ALLOWED))
                .then(tag -> server(request)
                        .then(server -> servers.tags()
                                .add(request.caller(), server.id(), tag)
                                .map(changed -> server.tags().contains(tag) ? 204 : 201)))
                .map(status -> Response.empty(status).with("Location", request.url(request.path())));
    }

    private Outcome<Response> remove(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.tags().remove(request.caller(), id, request.path("tag")))
                .map(server -> Response.empty(204));
    }
}

package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.BootServer;
import io.lunette.usecase.server.ServerUseCases;
import io.lunette.usecase.server.ShownServer;
import java.util.List;
import java.util.Optional;

/** {@code /servers}: list, show, make, rename, delete. */
final class ServerRoutes implements Api {
    private final ServerUseCases servers;
    private final SharedVolumes shared;

    ServerRoutes(ServerUseCases servers, SharedVolumes shared) {
        this.servers = servers;
        this.shared = shared;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/servers", this::list),
                Route.get("/servers/detail", this::detail),
                Route.post("/servers", this::create),
                Route.get("/servers/{server_id}", this::show),
                Route.put("/servers/{server_id}", this::update),
                Route.delete("/servers/{server_id}", this::delete));
    }

    private Outcome<Response> list(RequestContext request) {
        return page(request).map(page -> {
            ServerView view = new ServerView(request);
            return Response.ok(out -> {
                out.array("servers", page.items(), server -> out.object(() -> view.brief(out, server)));
                page.writeNext(out, "servers_links");
            });
        });
    }

    private Outcome<Response> detail(RequestContext request) {
        return page(request).map(page -> {
            ServerView view = new ServerView(request);
            List<ShownServer> shown = servers.show().shown(page.items());
            return Response.ok(out -> {
                out.array("servers", shown, server -> out.object(() -> view.detail(out, server)));
                page.writeNext(out, "servers_links");
            });
        });
    }

    private Outcome<Page<Server>> page(RequestContext request) {
        return new ServerQueryReading(request)
                .read()
                .map(query -> servers.show().find(request.caller(), query))
                .then(all -> Page.of(request, all, server -> server.id().toString()));
    }

    private Outcome<Response> show(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.show().show(request.caller(), id))
                .map(shown -> {
                    ServerView view = new ServerView(request);
                    return Response.ok(out -> out.object("server", () -> view.whole(out, shown)));
                });
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(body -> new CreateServerBody(request).read(body))
                .then(wanted -> shared.allowed(request, volumes(wanted.request()))
                        .then(allowed ->
                                servers.boot().boot(request.caller(), wanted.request(), wanted.min(), wanted.max()))
                        .map(made -> created(request, made.getFirst(), wanted.reservation())));
    }

    private static List<VolumeId> volumes(BootServer.Request wanted) {
        return wanted.blockDevices().stream()
                .filter(entry -> entry.source() == BlockDeviceMapping.Source.VOLUME)
                .flatMap(entry -> entry.uuid().stream())
                .map(VolumeId::new)
                .toList();
    }

    private static Response created(RequestContext request, Server server, boolean reservation) {
        ServerView view = new ServerView(request);
        return reservation
                ? Response.json(202, out -> out.put("reservation_id", HostIds.reservation(server)))
                : Response.json(202, out -> out.object("server", () -> view.created(out, server)))
                        .with("Location", Links.of(request).self() + "/servers/" + server.id());
    }

    private Outcome<Response> update(RequestContext request) {
        return PathIds.server(request)
                .then(id -> request.json().then(body -> update(request, id, body)))
                .then(server -> servers.show().show(request.caller(), server.id()))
                .map(shown -> {
                    ServerView view = new ServerView(request);
                    return Response.ok(out -> out.object("server", () -> view.changed(out, shown)));
                });
    }

    private Outcome<Server> update(RequestContext request, ServerId id, JsonFields body) {
        Caller caller = request.caller();
        JsonFields server = body.object("server");
        Field<Optional<String>> name = server.optionalParsed("name", ServerNames::parse, ServerNames.ALLOWED);
        boolean cleared = request.since(2, 19) && server.isNull("description");
        Field<Optional<String>> description =
                request.since(2, 19) ? server.optionalText("description", 255) : Field.absent();
        new NotOfferedReading(request).read(server);
        server.ignore("OS-DCF:diskConfig");
        server.refuseUnknown();
        return body.outcome(() -> description.get().or(() -> cleared ? Optional.of("") : Optional.empty()))
                .then(described -> servers.update().update(caller, id, name.get(), described));
    }

    private Outcome<Response> delete(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.delete().delete(request.caller(), id))
                .map(done -> Response.empty(204));
    }
}

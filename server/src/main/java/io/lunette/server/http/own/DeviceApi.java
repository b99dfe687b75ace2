package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.server.ShowDevices;
import java.util.List;

/** What disks a server's domain has, and where: {@code GET /v1/servers/{id}/devices}. */
public final class DeviceApi implements Api {
    private final ShowDevices devices;

    public DeviceApi(ShowDevices devices) {
        this.devices = devices;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/servers/{server_id}/devices", this::show));
    }

    private Outcome<Response> show(RequestContext request) {
        String id = request.path("server_id");
        return ServerId.parse(id)
                .orFail(problem -> new ServerFailure.NotFound(Shown.text(id)))
                .then(server -> devices.show(request.caller(), server))
                .map(found -> Response.ok(out ->
                        out.object("devices", () -> new DeviceView(out, request.caller()).write(found))));
    }
}

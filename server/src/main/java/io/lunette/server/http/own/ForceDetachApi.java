package io.lunette.server.http.own;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.server.ForceDetachVolume;
import java.util.List;

/**
 * {@code POST /v1/servers/{id}/volumes/{id}/force-detach}, without a body, for administrators: 200 and a
 * {@code warning}, which is null when the guest has let go. No OpenStack API says this of a server; Cinder's
 * {@code os-force_detach} goes around the server and is refused.
 */
public final class ForceDetachApi implements Api {
    private final ForceDetachVolume detach;

    public ForceDetachApi(ForceDetachVolume detach) {
        this.detach = detach;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/servers/{server_id}/volumes/{volume_id}/force-detach", this::force));
    }

    private Outcome<Response> force(RequestContext request) {
        return server(request)
                .then(server -> volume(request).then(volume -> detach.detach(request.caller(), server, volume)))
                .map(warning -> Response.ok(out -> out.put("server_id", request.path("server_id"))
                        .put("volume_id", request.path("volume_id"))
                        .put("warning", warning.map(Failure::sentence))));
    }

    private static Outcome<ServerId> server(RequestContext request) {
        String raw = request.path("server_id");
        return ServerId.parse(raw).orFail(problem -> new ServerFailure.NotFound(Shown.text(raw)));
    }

    private static Outcome<VolumeId> volume(RequestContext request) {
        String raw = request.path("volume_id");
        return VolumeId.parse(raw)
                .orFail(problem ->
                        new ServerFailure.VolumeNotAttached(Shown.text(request.path("server_id")), Shown.text(raw)));
    }
}

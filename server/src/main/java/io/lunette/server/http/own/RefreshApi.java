package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.server.ExtendAttached;
import java.util.List;

/**
 * {@code POST /v1/volumes/{id}/refresh}, without a body: takes over the size that the volume's LUN has now, and takes it to
 * the servers that have the volume; 200 with {@code volume_id}, {@code size} in GiB and {@code size_bytes}. For LUNs
 * that their array grew, and for sizes that did not agree after an extension.
 */
public final class RefreshApi implements Api {
    private final ExtendAttached extend;

    public RefreshApi(ExtendAttached extend) {
        this.extend = extend;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/volumes/{volume_id}/refresh", this::refresh));
    }

    private Outcome<Response> refresh(RequestContext request) {
        String raw = request.path("volume_id");
        return VolumeId.parse(raw)
                .orFail(problem -> new VolumeFailure.NotFound(Shown.text(raw)))
                .then(id -> extend.refresh(request.caller(), id))
                .map(volume -> Response.ok(out -> out.put(
                                "volume_id", volume.id().toString())
                        .put("size", volume.sizeGiB())
                        .put(
                                "size_bytes",
                                volume.lun().orElseThrow().identity().size().bytes())));
    }
}

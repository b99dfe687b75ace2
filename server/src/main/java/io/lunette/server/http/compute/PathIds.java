package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.RequestContext;

/** Ids in paths. A text that is none names nothing: clients try names first and expect 404. */
final class PathIds {
    private PathIds() {}

    static Outcome<ServerId> server(RequestContext request) {
        String raw = request.path("server_id");
        return ServerId.parse(raw).orFail(problem -> new ServerFailure.NotFound(Shown.text(raw)));
    }

    /** A volume as one of a server's. */
    static Outcome<VolumeId> volume(RequestContext request) {
        String raw = request.path("volume_id");
        return VolumeId.parse(raw)
                .orFail(problem ->
                        new ServerFailure.VolumeNotAttached(Shown.text(request.path("server_id")), Shown.text(raw)));
    }
}

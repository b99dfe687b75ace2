package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.AttachmentId;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Service;

/** What stands in the paths of this API. */
final class VolumePaths {
    private VolumePaths() {}

    /** {@code {volume_id}}. Anything but an id is 404: clients try a name there first, and then ask {@code ?name=}. */
    static Outcome<VolumeId> volume(RequestContext request) {
        String text = request.path("volume_id");
        return VolumeId.parse(text).orFail(problem -> new VolumeFailure.NotFound(Shown.text(text)));
    }

    static Outcome<AttachmentId> attachment(RequestContext request) {
        String text = request.path("attachment_id");
        return AttachmentId.parse(text)
                .orFail(problem -> new VolumeFailure.PartNotFound("attachment", Shown.text(text)));
    }

    /** {@code rest} as a URL in the form the caller used: with the project in it, or without. */
    static String url(RequestContext request, String rest) {
        return request.url(Service.VOLUME.path() + project(request) + rest);
    }

    /** Cinder's bookmarks lack the version. */
    static String bookmark(RequestContext request, String rest) {
        return request.url("/volume" + project(request) + rest);
    }

    private static String project(RequestContext request) {
        String segment = "/" + request.caller().project();
        return request.path().startsWith(Service.VOLUME.path() + segment + "/") ? segment : "";
    }
}

package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.VolumeUseCases;
import java.util.List;
import java.util.function.Predicate;

/** {@code /attachments} (3.27): shown here; made and ended through the server alone, so anything else is 409. */
final class AttachmentRoutes implements Api {
    private final VolumeUseCases volumes;

    AttachmentRoutes(VolumeUseCases volumes) {
        this.volumes = volumes;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/attachments", request -> list(request, false)).since(3, 27),
                Route.get("/attachments/detail", request -> list(request, true)).since(3, 27),
                Route.get("/attachments/{attachment_id}", this::show).since(3, 27),
                Route.post("/attachments", this::create).since(3, 27),
                Route.put("/attachments/{attachment_id}", this::keep).since(3, 27),
                Route.delete("/attachments/{attachment_id}", this::keep).since(3, 27),
                Route.post("/attachments/{attachment_id}/action", this::keep).since(3, 44));
    }

    private Outcome<Response> list(RequestContext request, boolean detail) {
        boolean everyProject =
                request.query("all_tenants").map(VolumeFilters::isTrue).orElse(false);
        List<Attachment> found = volumes.attachments().list(request.caller(), everyProject).stream()
                .filter(asked(
                        request, "volume_id", attachment -> attachment.volume().toString()))
                .filter(asked(
                        request,
                        "instance_id",
                        attachment -> attachment.server().toString()))
                .filter(asked(request, "status", AttachmentRoutes::status))
                .toList();
        return Page.of(request, found, attachment -> attachment.id().toString())
                .map(page -> Response.ok(out -> {
                    out.array(
                            "attachments",
                            page.items(),
                            attachment -> out.object(() -> write(out, attachment, detail)));
                    page.writeNext(out, "attachments_links");
                }));
    }

    private interface Part {
        String of(Attachment attachment);
    }

    private static Predicate<Attachment> asked(RequestContext request, String name, Part part) {
        return attachment ->
                request.query(name).map(part.of(attachment)::equals).orElse(true);
    }

    private Outcome<Response> show(RequestContext request) {
        return VolumePaths.attachment(request)
                .then(id -> volumes.attachments().show(request.caller(), id))
                .map(attachment -> Response.ok(out -> out.object("attachment", () -> write(out, attachment, true))));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(body -> {
                    JsonFields attachment = body.object("attachment");
                    Field<VolumeId> volume = attachment.parsed("volume_uuid", VolumeId::parse, "a UUID");
                    return body.outcome(volume);
                })
                .then(volume -> volumes.keepAttachment().ofVolume(request.caller(), volume))
                .map(never -> Response.empty(200));
    }

    private Outcome<Response> keep(RequestContext request) {
        return VolumePaths.attachment(request)
                .then(id -> volumes.keepAttachment().one(request.caller(), id))
                .map(never -> Response.empty(200));
    }

    private static void write(JsonWriter out, Attachment attachment, boolean detail) {
        out.put("id", attachment.id().toString())
                .put("status", status(attachment))
                .put("instance", attachment.server().toString())
                .put("volume_id", attachment.volume().toString());
        if (detail) {
            // What the host needs to reach the LUN stays between Lunette and the host.
            out.put("attached_at", Times.volume(attachment.created()))
                    .put("detached_at", "")
                    .put("attach_mode", "rw")
                    .emptyObject("connection_info");
        }
    }

    private static String status(Attachment attachment) {
        return attachment.status().wire();
    }
}

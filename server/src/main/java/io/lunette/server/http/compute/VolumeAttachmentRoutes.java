package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.ServerUseCases;
import java.util.List;
import java.util.Optional;

/** {@code /servers/{id}/os-volume_attachments}. */
final class VolumeAttachmentRoutes implements Api {
    private static final String PATH = "/servers/{server_id}/os-volume_attachments";

    private final ServerUseCases servers;
    private final SharedVolumes shared;

    VolumeAttachmentRoutes(ServerUseCases servers, SharedVolumes shared) {
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
                Route.get(PATH, this::list),
                Route.post(PATH, this::attach),
                Route.get(PATH + "/{volume_id}", this::show),
                Route.put(PATH + "/{volume_id}", this::update),
                Route.delete(PATH + "/{volume_id}", this::detach));
    }

    private Outcome<Response> list(RequestContext request) {
        return PathIds.server(request)
                .then(id -> servers.volumes().list(request.caller(), id))
                .then(all ->
                        Page.of(request, all, attachment -> attachment.volume().toString()))
                .map(page -> Response.ok(out -> out.array(
                        "volumeAttachments",
                        page.items(),
                        attachment -> out.object(() -> write(out, request, attachment, false)))));
    }

    private Outcome<Response> show(RequestContext request) {
        return PathIds.server(request)
                .then(id ->
                        PathIds.volume(request).then(volume -> servers.volumes().show(request.caller(), id, volume)))
                .map(attachment -> Response.ok(
                        out -> out.object("volumeAttachment", () -> write(out, request, attachment, false))));
    }

    /** @param made whether it answers the attaching itself, which has named the attachment by its volume ever since */
    private static void write(JsonWriter out, RequestContext request, Attachment attachment, boolean made) {
        if (made || !request.since(2, 89)) {
            out.put("id", attachment.volume().toString());
        }
        out.put("serverId", attachment.server().toString())
                .put("volumeId", attachment.volume().toString())
                .put("device", attachment.deviceName());
        if (request.since(2, 70)) {
            out.put("tag", attachment.tag());
        }
        if (request.since(2, 79)) {
            out.put("delete_on_termination", attachment.deleteOnTermination());
        }
        if (!made && request.since(2, 89)) {
            out.put("attachment_id", attachment.id().toString())
                    .put("bdm_uuid", attachment.id().toString());
        }
    }

    private Outcome<Response> attach(RequestContext request) {
        return PathIds.server(request)
                .then(id -> request.json().then(body -> wanted(request, id, body)))
                .then(wanted -> shared.allowed(request, List.of(wanted.volume()))
                        .then(allowed -> servers.attach().attach(request.caller(), wanted)))
                .map(attachment -> Response.ok(
                        out -> out.object("volumeAttachment", () -> write(out, request, attachment, true))));
    }

    private static Outcome<AttachVolume.Request> wanted(RequestContext request, ServerId id, JsonFields body) {
        JsonFields fields = body.object("volumeAttachment");
        Field<VolumeId> volume = fields.parsed("volumeId", VolumeId::parse, "a UUID");
        Field<Optional<String>> device = fields.optionalParsed("device", DevicePaths::parse, DevicePaths.ALLOWED);
        Field<Optional<String>> tag = request.since(2, 49)
                ? fields.optionalParsed("tag", ServerNames::parseTag, ServerNames.TAG_ALLOWED)
                : Field.absent();
        Field<Optional<Boolean>> delete =
                request.since(2, 79) ? fields.optionalBool("delete_on_termination") : Field.absent();
        fields.refuseUnknown();
        body.refuseUnknown();
        return body.outcome(() -> new AttachVolume.Request(
                id, volume.get(), device.get(), tag.get(), delete.get().orElse(false)));
    }

    private Outcome<Response> update(RequestContext request) {
        return PathIds.server(request)
                .then(id -> PathIds.volume(request)
                        .then(volume -> request.json()
                                .then(body -> deleteOnTermination(request, id, volume, body))
                                .then(delete ->
                                        servers.volumes().deleteOnTermination(request.caller(), id, volume, delete))))
                .map(changed -> Response.empty(202));
    }

    private static Outcome<Boolean> deleteOnTermination(
            RequestContext request, ServerId id, VolumeId volume, JsonFields body) {
        JsonFields fields = body.object("volumeAttachment");
        Field<VolumeId> named = fields.parsed("volumeId", VolumeId::parse, "a UUID");
        Field<Optional<Boolean>> delete =
                request.since(2, 85) ? fields.optionalBool("delete_on_termination") : Field.absent();
        if (request.since(2, 85)) {
            fields.ignore("device", "tag", "serverId", "id");
        }
        fields.refuseUnknown();
        return body.outcome(named)
                .then(same -> same.equals(volume) && delete.get().isPresent()
                        ? Outcome.done(delete.get().get())
                        : Outcome.failed(new ServerFailure.NotOffered(
                                "Volume " + volume + " on server " + id + " was not exchanged",
                                "a LUN is not swapped for another under a guest; only delete_on_termination can change,"
                                        + " since microversion 2.85",
                                "Detach the one volume and attach the other")));
    }

    /** A volume that is not there and one that is not on the server are told apart, as in Nova. */
    private Outcome<Response> detach(RequestContext request) {
        return PathIds.server(request)
                .then(id -> VolumeId.parse(request.path("volume_id"))
                        .orFail(problem -> new VolumeFailure.NotFound(Shown.text(request.path("volume_id"))))
                        .then(volume -> servers.detach().detach(request.caller(), id, volume)))
                .map(done -> Response.empty(202));
    }
}

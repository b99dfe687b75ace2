package io.lunette.server.http.volume;

import io.lunette.model.Attachment;
import io.lunette.model.Volume;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.ShownVolume;
import io.lunette.usecase.volume.VolumeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes as Cinder prints them: which fields there are depends on the microversion and on who asks. */
final class VolumeView {
    private final RequestContext request;
    private final JsonWriter out;

    VolumeView(RequestContext request, JsonWriter out) {
        this.request = request;
        this.out = out;
    }

    /** The fields of a short list. */
    void summary(Volume volume) {
        out.put("id", volume.id().toString()).put("name", orNull(volume.name()));
        links(volume);
    }

    /** What GET answers: the fields of {@link #detail} and those that Cinder's extensions add. */
    void full(ShownVolume shown) {
        detail(shown);
        Volume volume = shown.volume();
        out.put("os-vol-tenant-attr:tenant_id", volume.project().text());
        if (request.caller().isAdmin()) {
            out.put("os-vol-host-attr:host", Backend.POOL)
                    .putNull("os-vol-mig-status-attr:migstat")
                    .putNull("os-vol-mig-status-attr:name_id");
        }
        if (!volume.imageMetadata().isEmpty()) {
            out.texts("volume_image_metadata", volume.imageMetadata());
        }
    }

    /** What POST and PUT answer. */
    void detail(ShownVolume shown) {
        Volume volume = shown.volume();
        out.put("id", volume.id().toString())
                .put("status", volume.status().wire())
                .put("size", volume.sizeGiB())
                .put("availability_zone", Backend.ZONE)
                .put("created_at", Times.volume(volume.created()))
                .put("updated_at", updated(volume).map(Times::volume))
                .put("name", orNull(volume.name()))
                .put("description", orNull(volume.description()))
                .put("volume_type", volume.volumeType())
                .putNull("snapshot_id")
                .putNull("source_volid")
                .texts("metadata", volume.metadata());
        links(volume);
        out.put("user_id", volume.user().text())
                .put("bootable", String.valueOf(volume.bootable()))
                .put("encrypted", false)
                .putNull("replication_status")
                .putNull("consistencygroup_id")
                .put("multiattach", volume.multiattach());
        out.array("attachments", shown.attachments(), attachment -> attachment(attachment, shown));
        laterFields(volume);
    }

    private void laterFields(Volume volume) {
        boolean admin = request.caller().isAdmin();
        nullWhen(admin, "migration_status");
        nullWhen(request.since(3, 13), "group_id");
        nullWhen(admin && request.since(3, 21), "provider_id");
        if (request.since(3, 48)) {
            // Every managed volume has a target of its own.
            out.put("shared_targets", volume.isAdopted()).putNull("service_uuid");
        }
        nullWhen(admin && request.since(3, 61), "cluster_name");
        if (request.since(3, 63)) {
            out.put(
                    "volume_type_id",
                    VolumeType.find(volume.volumeType()).map(VolumeType::id).get());
        }
        if (request.since(3, 65)) {
            out.put("consumes_quota", true);
        }
    }

    private void nullWhen(boolean shown, String field) {
        if (shown) {
            out.putNull(field);
        }
    }

    private void attachment(Attachment attachment, ShownVolume shown) {
        Optional<String> host =
                Optional.ofNullable(shown.hosts().get(attachment.server())).map(Object::toString);
        out.object(() -> out.put("id", attachment.volume().toString())
                .put("attachment_id", attachment.id().toString())
                .put("volume_id", attachment.volume().toString())
                .put("server_id", attachment.server().toString())
                .put("host_name", host)
                .put("device", attachment.deviceName())
                .put("attached_at", Times.volume(attachment.created())));
    }

    private void links(Volume volume) {
        String path = "/volumes/" + volume.id();
        Map<String, String> links =
                Map.of("self", VolumePaths.url(request, path), "bookmark", VolumePaths.bookmark(request, path));
        out.array(
                "links",
                List.of("self", "bookmark"),
                rel -> out.object(() -> out.put("rel", rel).put("href", links.get(rel))));
    }

    private static Optional<Instant> updated(Volume volume) {
        return Optional.of(volume.updated()).filter(moment -> moment.isAfter(volume.created()));
    }

    private static Optional<String> orNull(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}

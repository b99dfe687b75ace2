package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Shown;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.volume.CreateVolumeRequest;
import io.lunette.usecase.volume.UpdateVolume;
import io.lunette.usecase.volume.VolumeType;
import java.util.Map;
import java.util.Optional;

/** Reads the bodies that make and change volumes. */
final class VolumeBodies {
    static final int LONGEST_TEXT = 255;
    /** Cinder's column is a signed 32-bit integer. */
    static final long LARGEST_GIB = Integer.MAX_VALUE;

    private VolumeBodies() {}

    static Outcome<CreateVolumeRequest> create(RequestContext request) {
        return request.json().then(body -> create(request, body));
    }

    private static Outcome<CreateVolumeRequest> create(RequestContext request, JsonFields body) {
        JsonFields volume = body.object("volume");
        body.ignore("OS-SCH-HNT:scheduler_hints");
        body.refuseUnknown();
        Field<Long> size = volume.integer("size", 1, LARGEST_GIB);
        Field<Optional<String>> name = text(volume, "name");
        Field<Optional<String>> description = text(volume, "description");
        Field<Optional<String>> image =
                volume.optionalText(volume.has("image_id") ? "image_id" : "imageRef", LONGEST_TEXT);
        Field<Optional<String>> type = volume.optionalText("volume_type", LONGEST_TEXT);
        Field<Map<String, String>> metadata = volume.texts("metadata", LONGEST_TEXT, LONGEST_TEXT);
        refuseOtherSources(volume);
        refuseOtherZones(volume);
        refuseMultiattach(volume);
        volume.ignore("imageRef");
        if (request.since(3, 53)) {
            volume.refuseUnknown();
        }
        return body.outcome(() -> new CreateVolumeRequest(
                size.get(),
                name.get().orElse("").strip(),
                description.get().orElse("").strip(),
                image.get().filter(text -> !text.isEmpty()),
                type.get().filter(text -> !text.isEmpty()),
                metadata.get()));
    }

    static Outcome<UpdateVolume.Request> update(RequestContext request) {
        return request.json().then(VolumeBodies::update);
    }

    private static Outcome<UpdateVolume.Request> update(JsonFields body) {
        JsonFields volume = body.object("volume");
        Field<Optional<String>> name = text(volume, "name");
        Field<Optional<String>> description = text(volume, "description");
        Optional<Field<Map<String, String>>> metadata = volume.has("metadata")
                ? Optional.of(volume.texts("metadata", LONGEST_TEXT, LONGEST_TEXT))
                : Optional.empty();
        volume.refuseUnknown();
        body.refuseUnknown();
        return body.outcome(() -> new UpdateVolume.Request(
                name.get().map(String::strip), description.get().map(String::strip), metadata.map(Field::get)));
    }

    /** {@code name} or its older spelling {@code display_name}. */
    private static Field<Optional<String>> text(JsonFields volume, String name) {
        String older = "display_" + name;
        volume.ignore(name);
        return volume.optionalText(volume.has(older) ? older : name, LONGEST_TEXT);
    }

    private static void refuseOtherSources(JsonFields volume) {
        refuseUnknownPart(volume, "snapshot_id", "snapshot");
        refuseUnknownPart(volume, "backup_id", "backup");
        refuseUnknownPart(volume, "group_id", "group");
        refuseUnknownPart(volume, "consistencygroup_id", "group");
        if (volume.has("source_volid")) {
            volume.refuse("source_volid", "a LUN is not made from another LUN", "null; or imageRef with an image's id");
        }
    }

    private static void refuseUnknownPart(JsonFields volume, String field, String thing) {
        if (volume.has(field)) {
            String id = Shown.text(volume.node(field).asText());
            volume.refuse(new VolumeFailure.PartNotFound(thing, id));
        }
    }

    /** Refuses a zone other than the one there is. */
    static void refuseOtherZones(JsonFields volume) {
        boolean asked = volume.has("availability_zone");
        String zone = volume.node("availability_zone").asText();
        if (asked && !zone.isEmpty() && !zone.equals(Backend.ZONE)) {
            volume.refuse("availability_zone", "there is no such availability zone", Backend.ZONE);
        }
    }

    /** As in Cinder since 3.50 and in every version of it today: sharing comes with a type, not with this field. */
    private static void refuseMultiattach(JsonFields volume) {
        if (volume.node("multiattach").asBoolean()) {
            volume.refuse(
                    "multiattach",
                    "a volume is not shared by a field of this request",
                    "false; or volume_type \"" + VolumeType.SHARED.name() + "\"");
        }
    }
}

package io.lunette.server.http.own;

import io.lunette.model.ChapAccount;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.AdoptLunRequest;
import io.lunette.usecase.volume.VolumeType;
import java.util.Map;
import java.util.Optional;

/** What is said of the volume that a LUN becomes, wherever the LUN is. */
record AdoptionFields(
        Field<Optional<String>> name,
        Field<Optional<String>> description,
        Field<Optional<Boolean>> multiattach,
        Field<Optional<Boolean>> bootable,
        Field<Map<String, String>> metadata,
        Field<Optional<String>> project) {
    private static final int LONGEST_TEXT = 255;

    static AdoptionFields of(JsonFields lun) {
        return new AdoptionFields(
                lun.optionalText("name", LONGEST_TEXT),
                lun.optionalText("description", LONGEST_TEXT),
                lun.optionalBool("multiattach"),
                lun.optionalBool("bootable"),
                lun.texts("metadata", LONGEST_TEXT, LONGEST_TEXT),
                lun.optionalText("project", LONGEST_TEXT));
    }

    AdoptLunRequest request(Optional<LunAddress> address, Optional<ChapAccount> chap) {
        return new AdoptLunRequest(
                address,
                name.get().orElse(""),
                description.get().orElse(""),
                multiattach.get().filter(shared -> shared).map(shared -> VolumeType.SHARED.name()),
                bootable.get().orElse(false),
                metadata.get(),
                project.get().map(ProjectId::new),
                chap);
    }

    static void write(JsonWriter out, Volume volume) {
        Lun lun = volume.lun().orElseThrow();
        out.put("id", volume.id().toString())
                .put("name", volume.name())
                .put("project", volume.project().text())
                .put("size_gib", volume.sizeGiB())
                .put("multiattach", volume.multiattach())
                .put("wwid", lun.identity().wwid().toString())
                .put("serial", lun.identity().serial())
                .put("target", lun.address().map(at -> at.target().text()))
                .putNumber("lun", lun.address().map(LunAddress::number));
    }
}

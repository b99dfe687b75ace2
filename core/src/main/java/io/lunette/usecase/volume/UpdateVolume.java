package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import java.util.Map;
import java.util.Optional;

/** Changes what a volume is called. */
public final class UpdateVolume {

    /** What is to change; empty parts stay as they are. */
    public record Request(
            Optional<String> name, Optional<String> description, Optional<Map<String, String>> metadata) {}

    private final VolumeRows rows;

    public UpdateVolume(VolumeRows rows) {
        this.rows = rows;
    }

    public Outcome<Volume> update(Caller caller, VolumeId id, Request request) {
        return rows.change(caller, id, volume -> Outcome.done(changed(volume, request)));
    }

    private static Volume changed(Volume volume, Request request) {
        return volume.withNameAndDescription(
                        request.name().orElse(volume.name()),
                        request.description().orElse(volume.description()))
                .withMetadata(request.metadata().orElse(volume.metadata()));
    }
}

package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import java.util.List;
import java.util.Map;

/**
 * A volume type of the Block Storage API: every volume is a LUN of the one LUN source, for one server or for several.
 *
 * @param extraSpecs what the type promises, in Cinder's words
 */
public record VolumeType(String id, String name, String description, Map<String, String> extraSpecs) {

    /** The extra spec by which Cinder marks it. */
    public static final String MULTIATTACH = "multiattach";

    public static final VolumeType DEFAULT = new VolumeType(
            "1b9f3f0e-6c75-4d0b-9f5a-6c756e657474",
            "lunette",
            "A LUN of its own, with a SCSI identity that never changes",
            Map.of("volume_backend_name", "lunette"));

    /** What several servers may have at once; they must agree among themselves who writes. */
    public static final VolumeType SHARED = new VolumeType(
            "53484152-4544-4d0b-9f5a-6c756e657474",
            "multiattach",
            "A LUN that several servers may have at once; who writes is for their cluster software to say",
            Map.of("volume_backend_name", "lunette", MULTIATTACH, "<is> True"));

    public VolumeType {
        extraSpecs = Map.copyOf(extraSpecs);
    }

    public static List<VolumeType> all() {
        return List.of(DEFAULT, SHARED);
    }

    public boolean isMultiattach() {
        return extraSpecs.containsKey(MULTIATTACH);
    }

    /** By id or name, as clients send either. */
    public static Outcome<VolumeType> find(String idOrName) {
        return Outcome.of(
                all().stream()
                        .filter(type -> type.id.equals(idOrName) || type.name.equals(idOrName))
                        .findFirst(),
                new VolumeFailure.TypeNotFound(idOrName));
    }
}

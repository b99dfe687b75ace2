package io.lunette.usecase.recover;

import io.lunette.model.VolumeId;
import java.util.Optional;

/**
 * Something that was found and could not be recovered.
 *
 * @param what a kind and an id: {@code server 5e5e...}
 * @param held the volume that a domain has all the same, and that nobody else may get
 */
public record Left(String what, String why, Optional<VolumeId> held) {

    static Left of(String what, String why) {
        return new Left(what, why, Optional.empty());
    }

    /** In one line. */
    public String sentence() {
        return what + ": " + why;
    }
}

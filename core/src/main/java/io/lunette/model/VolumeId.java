package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.UUID;

public record VolumeId(UUID value) {
    public static Parsed<VolumeId> parse(String raw) {
        return Uuids.parse(raw).map(VolumeId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.UUID;

public record ImageId(UUID value) {
    public static Parsed<ImageId> parse(String raw) {
        return Uuids.parse(raw).map(ImageId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

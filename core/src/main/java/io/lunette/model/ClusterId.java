package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.UUID;

public record ClusterId(UUID value) {
    public static Parsed<ClusterId> parse(String raw) {
        return Uuids.parse(raw).map(ClusterId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

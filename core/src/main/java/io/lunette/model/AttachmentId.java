package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.UUID;

public record AttachmentId(UUID value) {
    public static Parsed<AttachmentId> parse(String raw) {
        return Uuids.parse(raw).map(AttachmentId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

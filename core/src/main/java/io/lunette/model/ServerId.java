package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.UUID;

/** A server's UUID; also the UUID of its libvirt domain. */
public record ServerId(UUID value) {
    public static Parsed<ServerId> parse(String raw) {
        return Uuids.parse(raw).map(ServerId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

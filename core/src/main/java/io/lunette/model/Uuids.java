package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.UUID;
import java.util.regex.Pattern;

/** Strict reading of UUIDs: {@link UUID#fromString} also takes "1-1-1-1-1", which no API here does. */
final class Uuids {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Uuids() {}

    static Parsed<UUID> parse(String raw) {
        return CANONICAL.matcher(raw).matches()
                ? Parsed.valid(UUID.fromString(raw))
                : Parsed.invalid("'" + Shown.text(raw) + "' is not a UUID");
    }
}

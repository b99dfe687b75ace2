package io.lunette.server.http.compute;

import io.lunette.failure.Parsed;
import io.lunette.model.Shown;
import java.util.regex.Pattern;

/** Names that disks are wished under, as Nova takes them. */
public final class DevicePaths {
    public static final String ALLOWED = "a path as /dev/sdb, or null to let one be chosen";

    // nova, schemas/volumes.py
    private static final Pattern FORM = Pattern.compile("(/dev/)?x?[a-z]?d?[a-z]+[0-9]*");

    private DevicePaths() {}

    public static Parsed<String> parse(String raw) {
        return FORM.matcher(raw).matches()
                ? Parsed.valid(raw)
                : Parsed.invalid("'" + Shown.text(raw) + "' is not a device path");
    }
}

package io.lunette.server.http.compute;

import io.lunette.failure.Parsed;
import io.lunette.model.Shown;

/** Names as Nova takes them. */
public final class ServerNames {
    static final String ALLOWED = "1 to 255 printable characters";
    public static final String TAG_ALLOWED = "1 to 60 characters without '/' and ','";
    private static final int LONGEST = 255;
    private static final int LONGEST_TAG = 60;

    private ServerNames() {}

    /** Blanks around a name do not belong to it. */
    static Parsed<String> parse(String raw) {
        String name = raw.strip();
        int length = name.codePointCount(0, name.length());
        if (length == 0) {
            return Parsed.invalid("the name is empty");
        }
        if (length > LONGEST) {
            return Parsed.invalid("'" + Shown.text(name) + "' has " + length + " characters");
        }
        return name.codePoints().anyMatch(Character::isISOControl)
                ? Parsed.invalid("'" + Shown.text(name) + "' has control characters")
                : Parsed.valid(name);
    }

    /** Tags of servers and of disks. */
    public static Parsed<String> parseTag(String raw) {
        boolean fine = !raw.isEmpty()
                && raw.codePointCount(0, raw.length()) <= LONGEST_TAG
                && raw.chars().noneMatch(c -> c == '/' || c == ',');
        return fine ? Parsed.valid(raw) : Parsed.invalid("'" + Shown.text(raw) + "' is not a tag");
    }
}

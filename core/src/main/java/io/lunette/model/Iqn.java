package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * iSCSI qualified name, RFC 7143 section 4.2.7.4 ({@code iqn.2026-11.org.example:storage}). At most 223 bytes; always
 * lower case. Only the characters that RFC 3722 leaves after its folding are taken: a-z, 0-9, '-', '.', ':'.
 */
public record Iqn(String text) {
    private static final int LONGEST = 223;
    private static final Pattern SHAPE =
            Pattern.compile("iqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-z0-9][a-z0-9.-]*(:[a-z0-9.:-]+)?");

    public static Parsed<Iqn> parse(String raw) {
        String folded = raw.toLowerCase(Locale.ROOT);
        return folded.length() <= LONGEST && SHAPE.matcher(folded).matches()
                ? Parsed.valid(new Iqn(folded))
                : Parsed.invalid("'" + Shown.text(raw) + "' is not an iSCSI qualified name (iqn.YYYY-MM.domain:name)");
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.regex.Pattern;

/** Lunette's own name for a libvirt host, as users see it; not a DNS name. */
public record HostName(String text) {
    /** What {@link #parse} takes. */
    public static final String FORM = "letters, digits, '.', '-' and '_', at most 63 of them, a letter or digit first";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public static Parsed<HostName> parse(String text) {
        return PLAIN.matcher(text).matches()
                ? Parsed.valid(new HostName(text))
                : Parsed.invalid("'" + Shown.text(text) + "' is no name for a host");
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.lunette.server.http;

import io.lunette.failure.Parsed;
import io.lunette.model.Shown;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of an API as its callers ask for it: {@code 2.89}. */
public record Microversion(int major, int minor) implements Comparable<Microversion> {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})\\.([1-9]\\d{0,3}|0)");
    private static final Comparator<Microversion> ORDER =
            Comparator.comparingInt(Microversion::major).thenComparingInt(Microversion::minor);

    public static Parsed<Microversion> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Parsed.valid(new Microversion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
                : Parsed.invalid("'" + Shown.text(text) + "' is not a version");
    }

    @Override
    public int compareTo(Microversion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

package io.lunette.model;

/** Text that came from outside, made safe and short for showing in an error. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    /** {@code raw} with control characters replaced and cut to 80 characters. */
    public static String text(String raw) {
        String clean = raw.codePoints()
                .limit(LONGEST + 1L)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.codePointCount(0, clean.length()) > LONGEST
                ? clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "..."
                : clean;
    }
}

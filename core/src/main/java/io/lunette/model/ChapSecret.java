package io.lunette.model;

import io.lunette.failure.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * What an initiator proves that it knows, without saying it (CHAP, RFC 7143 section 12.1). Printable ASCII: what every
 * target, libvirt and libiscsi take for the same bytes. At least 12 bytes, since the RFC wants 96 bits of randomness.
 */
public record ChapSecret(String text) {
    public static final int SHORTEST = 12;

    /** libiscsi keeps no longer one. */
    public static final int LONGEST = 255;

    public ChapSecret {
        if (problem(text) != null) {
            throw new IllegalArgumentException("a CHAP secret " + problem(text));
        }
    }

    /** The problem says nothing of what the text was. */
    public static Parsed<ChapSecret> parse(String raw) {
        String problem = problem(raw);
        return problem == null ? Parsed.valid(new ChapSecret(raw)) : Parsed.invalid("a CHAP secret " + problem);
    }

    private static @Nullable String problem(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return "has " + SHORTEST + " to " + LONGEST + " characters (RFC 7143 section 12.1.3), and this one has "
                    + text.length();
        }
        return text.chars().allMatch(each -> each > ' ' && each <= '~')
                ? null
                : "has printable ASCII characters alone, and no space";
    }

    /** It is never shown, in no log and no message. */
    @Override
    public String toString() {
        return "(secret)";
    }
}

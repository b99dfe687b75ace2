package io.lunette.model;

import io.lunette.failure.Parsed;

/** A name that a target knows, and the secret that goes with it. */
public record ChapAccount(String user, ChapSecret secret) {
    private static final int LONGEST_USER = 255;

    public ChapAccount {
        if (!isUser(user)) {
            throw new IllegalArgumentException("not a CHAP user name");
        }
    }

    /** Printable ASCII without spaces and commas, which tgtd and iSCSI's own text keys end a value with. */
    public static Parsed<String> parseUser(String raw) {
        return isUser(raw)
                ? Parsed.valid(raw)
                : Parsed.invalid("'" + Shown.text(raw) + "' is not a CHAP user name: 1 to " + LONGEST_USER
                        + " printable ASCII characters without space and comma");
    }

    private static boolean isUser(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_USER
                && text.chars().allMatch(each -> each > ' ' && each <= '~' && each != ',');
    }
}

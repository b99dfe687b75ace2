package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/**
 * One XML of a domain, before and after.
 *
 * @param name which one: {@code live}, {@code persistent}
 */
record DomainChange(String name, String before, String after) {
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String CYAN = "\u001b[36m";
    private static final String PLAIN = "\u001b[0m";

    static DomainChange of(String name, JsonNode change) {
        return new DomainChange(
                name, change.path("before").asText(), change.path("after").asText());
    }

    DomainChange named(String other) {
        return new DomainChange(other, before, after);
    }

    boolean isGone() {
        return !before.isEmpty() && after.isEmpty();
    }

    boolean isUnchanged() {
        return before.equals(after);
    }

    /** Whether the same lines come and go, whatever stands around them. */
    boolean isLike(DomainChange other) {
        return Diff.between(before, after)
                .changes()
                .equals(Diff.between(other.before, other.after).changes());
    }

    /** The whole XML as it would be; nothing where there would be none. */
    String whole() {
        return after.isEmpty() ? "" : "<!-- " + name + " -->\n" + after.stripTrailing() + "\n";
    }

    /** A unified diff; nothing where nothing changes. */
    String diff(Terminal terminal) {
        if (isUnchanged()) {
            return "";
        }
        return "--- domain, " + name + ", now\n+++ domain, " + name + ", then\n"
                + Diff.between(before, after).unified().stream()
                        .map(line -> terminal.colours() ? coloured(line) : line)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String coloured(String line) {
        return switch (line.charAt(0)) {
            case '-' -> RED + line + PLAIN;
            case '+' -> GREEN + line + PLAIN;
            case '@' -> CYAN + line + PLAIN;
            default -> line;
        };
    }
}

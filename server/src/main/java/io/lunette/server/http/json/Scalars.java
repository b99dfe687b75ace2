package io.lunette.server.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Numbers and booleans as lenient as Nova reads them. */
final class Scalars {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");
    private static final int MOST_DIGITS = 18;

    private Scalars() {}

    static Optional<Long> integer(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? Optional.of(node.longValue()) : Optional.empty();
        }
        return node.isTextual() ? integer(node.textValue()) : Optional.empty();
    }

    private static Optional<Long> integer(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        boolean plain = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    static Optional<Boolean> bool(JsonNode node) {
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        String text = node.asText("").toLowerCase(Locale.ROOT);
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }
}

package io.lunette.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the masks of a session stand for in this replay. */
final class Masks {
    private static final Pattern MASK = Pattern.compile("<[a-z]+(-[0-9]+)?>");
    private static final Pattern WITH_ID = Pattern.compile("([^<]*)(<id-[0-9]+>)([^<]*)");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)?");

    private final Map<String, String> values = new LinkedHashMap<>();

    Masks(Map<String, String> known) {
        values.putAll(known);
    }

    /** The text with the masks known so far replaced by what they stand for. */
    String reveal(String masked) {
        return MASK.matcher(masked)
                .replaceAll(mask -> Matcher.quoteReplacement(values.getOrDefault(mask.group(), mask.group())));
    }

    /** Whether {@code actual} may stand where {@code masked} was recorded; learns ids that it meets for the first time. */
    boolean learn(String masked, String actual) {
        if (masked.equals("<time>")) {
            return TIME.matcher(actual).matches();
        }
        learnId(masked, actual);
        return !MASK.matcher(masked).find() || reveal(masked).equals(actual);
    }

    /** An id may stand within a text, as in {@code req-<id-1>}. */
    private void learnId(String masked, String actual) {
        Matcher known = WITH_ID.matcher(masked);
        if (known.matches()
                && !values.containsKey(known.group(2))
                && actual.length() > known.group(1).length() + known.group(3).length()
                && actual.startsWith(known.group(1))
                && actual.endsWith(known.group(3))) {
            int end = actual.length() - known.group(3).length();
            values.put(known.group(2), actual.substring(known.group(1).length(), end));
        }
    }

    /** The answer as it would be recorded: what masks stand for is masked again. */
    JsonNode hide(JsonNode actual) {
        return switch (actual) {
            case ObjectNode object -> {
                ObjectNode hidden = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> hidden.set(field.getKey(), hide(field.getValue())));
                yield hidden;
            }
            case ArrayNode array -> {
                ArrayNode hidden = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> hidden.add(hide(element)));
                yield hidden;
            }
            case TextNode text -> TextNode.valueOf(hide(text.textValue()));
            default -> actual;
        };
    }

    private String hide(String text) {
        if (TIME.matcher(text).matches()) {
            return "<time>";
        }
        String hidden = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            hidden = hidden.replace(value.getValue(), value.getKey());
        }
        return hidden;
    }
}

package io.lunette.server.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads a body as JSON, within bounds on its depth, so that no body can exhaust the stack. */
public final class JsonReader {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private JsonReader() {}

    public static Outcome<JsonFields> object(byte[] body) {
        return tree(body)
                .then(node -> node instanceof ObjectNode object
                        ? Outcome.done(JsonFields.of(object))
                        : Outcome.failed(new RequestFailure.MalformedJson("it is not an object")));
    }

    public static Outcome<ArrayNode> array(byte[] body) {
        return tree(body)
                .then(node -> node instanceof ArrayNode array
                        ? Outcome.done(array)
                        : Outcome.failed(new RequestFailure.MalformedJson("it is not a list")));
    }

    private static Outcome<JsonNode> tree(byte[] body) {
        try {
            JsonNode tree = READER.readTree(body);
            return hasNul(tree) ? Outcome.failed(new RequestFailure.NulCharacter("the body")) : Outcome.done(tree);
        } catch (JsonProcessingException malformed) {
            return Outcome.failed(new RequestFailure.MalformedJson(problem(malformed)));
        } catch (IOException noText) {
            // What begins as UTF-16 or UTF-32 does is read so, and may be cut short.
            return Outcome.failed(new RequestFailure.MalformedJson("it is not text"));
        }
    }

    private static boolean hasNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().indexOf('\0') >= 0 || hasNul(member.getValue())) {
                return true;
            }
        }
        for (JsonNode element : node instanceof ArrayNode array ? array : List.<JsonNode>of()) {
            if (hasNul(element)) {
                return true;
            }
        }
        return false;
    }

    private static String problem(JsonProcessingException malformed) {
        var location = malformed.getLocation();
        String place =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        // What follows in parentheses is about the parser's own objects.
        return Shown.text(malformed.getOriginalMessage().replaceAll("(?s) \\(start marker at.*", "")) + place;
    }
}

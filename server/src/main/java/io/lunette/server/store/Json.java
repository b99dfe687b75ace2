package io.lunette.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists and maps as text of one column. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static String text(JsonNode node) {
        return node.toString();
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a column holds text that is not JSON", broken);
        }
    }

    static ObjectNode of(Map<String, String> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    static ArrayNode of(List<String> list) {
        ArrayNode node = array();
        list.forEach(node::add);
        return node;
    }

    /** The map that a column holds; most are empty. */
    static Map<String, String> map(String text) {
        return text.equals("{}") ? Map.of() : map(tree(text));
    }

    /** The list that a column holds; most are empty. */
    static List<String> list(String text) {
        return text.equals("[]") ? List.of() : list(tree(text));
    }

    static Map<String, String> map(JsonNode node) {
        Map<String, String> map = HashMap.newHashMap(node.size());
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
        return map;
    }

    static List<String> list(JsonNode node) {
        List<String> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(element.textValue()));
        return list;
    }
}

package io.lunette.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares an answer with the one recorded: the same fields of the same types, and the same ids at the same places. */
final class Shapes {
    private final Masks masks;
    private final List<String> differences = new ArrayList<>();

    private Shapes(Masks masks) {
        this.masks = masks;
    }

    static List<String> differences(JsonNode recorded, JsonNode actual, Masks masks) {
        Shapes shapes = new Shapes(masks);
        shapes.compare("", recorded, actual);
        return shapes.differences;
    }

    private void compare(String place, JsonNode recorded, JsonNode actual) {
        if (recorded.getNodeType() != actual.getNodeType()) {
            differ(place, recorded, actual);
        } else if (recorded.isObject()) {
            compareFields(place, recorded, actual);
        } else if (recorded.isArray()) {
            compareElements(place, recorded, actual);
        } else if (recorded.isTextual() && !masks.learn(recorded.textValue(), actual.textValue())) {
            differ(place, recorded, actual);
        }
    }

    private void compareFields(String place, JsonNode recorded, JsonNode actual) {
        TreeSet<String> names = new TreeSet<>();
        recorded.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(place + "/" + name, recorded.path(name), actual.path(name));
        }
    }

    private void compareElements(String place, JsonNode recorded, JsonNode actual) {
        if (recorded.size() != actual.size()) {
            differ(place, recorded, actual);
            return;
        }
        for (int index = 0; index < recorded.size(); index++) {
            compare(place + "/" + index, recorded.get(index), actual.get(index));
        }
    }

    private void differ(String place, JsonNode recorded, JsonNode actual) {
        differences.add(place + ": recorded " + shown(recorded) + ", now " + shown(actual));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}

package io.lunette.server.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the fields of one JSON object. Read all fields first, then make the value of them in {@link #outcome}:
 *
 * <pre>{@code
 * JsonFields fields = body.object("volumeAttachment");
 * Field<VolumeId> volume = fields.parsed("volumeId", VolumeId::parse, "a UUID");
 * Field<Optional<String>> tag = fields.optionalText("tag", 60);
 * fields.refuseUnknown();
 * return body.outcome(() -> new AttachRequest(volume.get(), tag.get()));
 * }</pre>
 *
 * <p>The outcome is the first failure met in the body, nested objects included, or the value. {@code null} counts as absent.
 * Not safe for several threads.
 */
public final class JsonFields {
    private final ObjectNode object;
    private final String prefix;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private JsonFields(ObjectNode object, String prefix, Problems problems) {
        this.object = object;
        this.prefix = prefix;
        this.problems = problems;
    }

    public static JsonFields of(ObjectNode object) {
        return new JsonFields(object, "", new Problems());
    }

    /** The value made of the fields, unless any field of the whole body was refused. */
    public <T> Outcome<T> outcome(Supplier<T> value) {
        return problems.first().<Outcome<T>>map(Outcome::failed).orElseGet(() -> Outcome.done(value.get()));
    }

    /** Refuses the body for a reason that lies between its fields. */
    public void refuse(Failure failure) {
        problems.add(failure);
    }

    /** Refuses the field {@code name} of this object. */
    public <T> Field<T> refuse(String name, String problem, String allowed) {
        problems.add(new RequestFailure.InvalidField(prefix + name, problem, allowed));
        return Field.refused();
    }

    /** Refuses fields that were not asked for before this call. */
    public void refuseUnknown() {
        for (String name : names()) {
            if (!known.contains(name)) {
                problems.add(new RequestFailure.UnknownField(prefix + Shown.text(name), String.join(", ", known)));
            }
        }
    }

    /** Names that are allowed beside those that are read. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Takes the field out: it was read, and what reads the rest shall not see it. */
    public void take(String name) {
        object.remove(name);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether the field is there with a value other than {@code null}. */
    public boolean has(String name) {
        known.add(name);
        return object.hasNonNull(name);
    }

    /** Whether the field is there and is {@code null}: some updates mean "clear it" by that. */
    public boolean isNull(String name) {
        known.add(name);
        return object.path(name).isNull();
    }

    /** The field as it came; missing node when absent. */
    public JsonNode node(String name) {
        known.add(name);
        return object.path(name);
    }

    /** A required string of {@code min} to {@code max} characters. */
    public Field<String> text(String name, int min, int max) {
        return required(name, node -> readText(name, node, min, max));
    }

    public Field<Optional<String>> optionalText(String name, int max) {
        return optionalText(name, 0, max);
    }

    public Field<Optional<String>> optionalText(String name, int min, int max) {
        return optional(name, node -> readText(name, node, min, max));
    }

    /** A required string that {@code parser} understands; {@code allowed} describes what it does, as "a UUID". */
    public <T> Field<T> parsed(String name, Function<String, Parsed<T>> parser, String allowed) {
        return required(name, node -> readParsed(name, node, parser, allowed));
    }

    public <T> Field<Optional<T>> optionalParsed(String name, Function<String, Parsed<T>> parser, String allowed) {
        return optional(name, node -> readParsed(name, node, parser, allowed));
    }

    /** A required whole number, or its digits as a string. */
    public Field<Long> integer(String name, long min, long max) {
        return required(name, node -> readInteger(name, node, min, max));
    }

    public Field<Optional<Long>> optionalInteger(String name, long min, long max) {
        return optional(name, node -> readInteger(name, node, min, max));
    }

    /** A required boolean, or a string that Nova takes for one (true, yes, on, 1 and their opposites, in any case). */
    public Field<Boolean> bool(String name) {
        return required(name, node -> readBoolean(name, node));
    }

    public Field<Optional<Boolean>> optionalBool(String name) {
        return optional(name, node -> readBoolean(name, node));
    }

    /** A required string, one of the keys of {@code choices}. */
    public <T> Field<T> choice(String name, Map<String, T> choices) {
        return required(name, node -> readChoice(name, node, choices));
    }

    public <T> Field<Optional<T>> optionalChoice(String name, Map<String, T> choices) {
        return optional(name, node -> readChoice(name, node, choices));
    }

    /** A required nested object. Where it is missing, an empty one is returned whose problems do not matter any more. */
    public JsonFields object(String name) {
        if (!has(name)) {
            problems.add(new RequestFailure.MissingField(prefix + name));
        }
        return optionalObject(name).orElseGet(() -> nested(JsonNodeFactory.instance.objectNode(), prefix));
    }

    public Optional<JsonFields> optionalObject(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof ObjectNode inner) {
            return Optional.of(nested(inner, prefix));
        }
        refuse(name, shown(object.get(name)) + " is not an object", "an object");
        return Optional.empty();
    }

    /** The objects of an array; empty when the field is absent. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> found = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (element instanceof ObjectNode inner) {
                found.add(nested(inner, prefix + name + "[" + found.size() + "]."));
            } else {
                refuse(name, shown(element) + " is not an object", "a list of objects");
            }
        }
        return found;
    }

    /** The strings of an array, each of at most {@code max} characters; empty when the field is absent. */
    public Field<List<String>> texts(String name, int max) {
        List<String> found = new ArrayList<>();
        for (JsonNode element : array(name)) {
            found.add(valueOr(readText(name, element, 0, max), ""));
        }
        return Field.of(found);
    }

    /** An object of strings, such as metadata, in the order sent; empty when the field is absent. */
    public Field<Map<String, String>> texts(String name, int maxKey, int maxValue) {
        Map<String, String> found = new LinkedHashMap<>();
        optionalObject(name)
                .ifPresent(inner -> inner.names().forEach(key -> {
                    if (key.isEmpty() || key.codePointCount(0, key.length()) > maxKey) {
                        refuse(
                                name,
                                "its key '" + Shown.text(key) + "' is too long or empty",
                                "keys of 1 to " + maxKey);
                    }
                    found.put(key, valueOr(inner.readText(key, inner.object.path(key), 0, maxValue), ""));
                }));
        return Field.of(found);
    }

    /**
     * The fields that were not asked for before this call, which must be strings; one that is {@code null} is empty.
     *
     * @param max how many characters a name or value may have
     */
    public Field<Map<String, Optional<String>>> others(int max) {
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        for (String name : names()) {
            if (known.contains(name)) {
                continue;
            }
            if (name.isEmpty() || name.codePointCount(0, name.length()) > max) {
                refuse(Shown.text(name), "its name is too long or empty", "names of 1 to " + max + " characters");
            }
            JsonNode node = object.get(name);
            found.put(name, node.isNull() ? Optional.empty() : Optional.of(valueOr(readText(name, node, 0, max), "")));
        }
        return Field.of(found);
    }

    private JsonNode array(String name) {
        if (has(name) && !object.get(name).isArray()) {
            refuse(name, shown(object.get(name)) + " is not a list", "a list");
            return JsonNodeFactory.instance.arrayNode();
        }
        return object.path(name);
    }

    private JsonFields nested(ObjectNode inner, String innerPrefix) {
        return new JsonFields(inner, innerPrefix, problems);
    }

    private <T> Field<T> required(String name, Function<JsonNode, Field<T>> read) {
        if (!has(name)) {
            problems.add(new RequestFailure.MissingField(prefix + name));
            return Field.refused();
        }
        return read.apply(object.get(name));
    }

    private <T> Field<Optional<T>> optional(String name, Function<JsonNode, Field<T>> read) {
        if (!has(name)) {
            return Field.of(Optional.empty());
        }
        Field<T> field = read.apply(object.get(name));
        return field.isRefused() ? Field.refused() : Field.of(Optional.of(field.get()));
    }

    private Field<String> readText(String name, JsonNode node, int min, int max) {
        String allowed = "text of " + min + " to " + max + " characters";
        if (!node.isTextual()) {
            return refuse(name, shown(node) + " is not a string", allowed);
        }
        String text = node.textValue();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            return refuse(name, shown(node) + " has " + length + " characters", allowed);
        }
        return Field.of(text);
    }

    private <T> Field<T> readParsed(String name, JsonNode node, Function<String, Parsed<T>> parser, String allowed) {
        if (!node.isTextual()) {
            return refuse(name, shown(node) + " is not a string", allowed);
        }
        return switch (parser.apply(node.textValue())) {
            case Parsed.Valid<T> valid -> Field.of(valid.value());
            case Parsed.Invalid<T> invalid -> refuse(name, invalid.problem(), allowed);
        };
    }

    private Field<Long> readInteger(String name, JsonNode node, long min, long max) {
        return Scalars.integer(node)
                .filter(number -> min <= number && number <= max)
                .map(Field::of)
                .orElseGet(() -> refuse(
                        name,
                        shown(node) + " is not a number within its bounds",
                        "an integer from " + min + " to " + max));
    }

    private Field<Boolean> readBoolean(String name, JsonNode node) {
        return Scalars.bool(node)
                .map(Field::of)
                .orElseGet(() -> refuse(name, shown(node) + " is not a boolean", "true or false"));
    }

    private <T> Field<T> readChoice(String name, JsonNode node, Map<String, T> choices) {
        T choice = node.isTextual() ? choices.get(node.textValue()) : null;
        return choice == null
                ? refuse(name, shown(node) + " is not one of its values", String.join(", ", choices.keySet()))
                : Field.of(choice);
    }

    private static String valueOr(Field<String> field, String other) {
        return field.isRefused() ? other : field.get();
    }

    private static String shown(JsonNode node) {
        return Shown.text(node.isTextual() ? "'" + node.textValue() + "'" : node.toString());
    }
}

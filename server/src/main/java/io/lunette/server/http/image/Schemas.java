package io.lunette.server.http.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON schemas of what the API shows: the glance client makes its commands' options of them. */
final class Schemas {
    private static final Map<String, String> IMAGE = image();
    private static final Map<String, String> MEMBER = member();

    private Schemas() {}

    static Outcome<Response> show(RequestContext request) {
        return switch (request.path("name")) {
            case "image" -> Outcome.done(Response.ok(out -> one(out, "image", IMAGE)));
            case "images" -> Outcome.done(Response.ok(out -> many(out, "images", "image", IMAGE)));
            case "member" -> Outcome.done(Response.ok(out -> one(out, "member", MEMBER)));
            case "members" -> Outcome.done(Response.ok(out -> many(out, "members", "member", MEMBER)));
            default -> Outcome.failed(new ImageFailure.NotFound("schema " + request.path("name")));
        };
    }

    private static void one(JsonWriter out, String name, Map<String, String> attributes) {
        out.put("name", name);
        out.object("properties", () -> attributes.forEach((attribute, type) -> attribute(out, attribute, type)));
        out.object("additionalProperties", () -> out.put("type", "string"));
    }

    private static void many(JsonWriter out, String name, String element, Map<String, String> attributes) {
        out.put("name", name).object("properties", () -> {
            out.object(name, () -> out.put("type", "array").object("items", () -> one(out, element, attributes)));
            out.object("schema", () -> out.put("type", "string"));
            out.object("next", () -> out.put("type", "string"));
            out.object("first", () -> out.put("type", "string"));
        });
    }

    private static void attribute(JsonWriter out, String name, String type) {
        out.object(name, () -> {
            out.array("type", java.util.List.of(type, "null"), out::value);
            out.put("description", name.replace('_', ' '));
            if (Attributes.READ_ONLY.contains(name)) {
                out.put("readOnly", true);
            }
            if (type.equals("array")) {
                out.object("items", () -> out.put("type", "string"));
            }
        });
    }

    private static Map<String, String> image() {
        Map<String, String> types = new LinkedHashMap<>();
        for (String attribute : Attributes.READ_ONLY) {
            types.put(attribute, "string");
        }
        for (String attribute : Attributes.WRITABLE) {
            types.put(attribute, "string");
        }
        for (String number : new String[] {"size", "virtual_size", Attributes.MIN_DISK, Attributes.MIN_RAM}) {
            types.put(number, "integer");
        }
        types.put(Attributes.PROTECTED, "boolean");
        types.put(Attributes.HIDDEN, "boolean");
        types.put(Attributes.TAGS, "array");
        return types;
    }

    private static Map<String, String> member() {
        Map<String, String> types = new LinkedHashMap<>();
        for (String attribute :
                new String[] {"image_id", "member_id", "status", "created_at", "updated_at", "schema"}) {
            types.put(attribute, "string");
        }
        return types;
    }
}

package io.lunette.server.http.json;

/** Something that writes itself as JSON. */
@FunctionalInterface
public interface JsonBody {
    void writeTo(JsonWriter out);
}

package io.lunette.server.http;

import io.lunette.server.http.json.JsonBody;
import io.lunette.server.http.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a route answers; the headers that every response has are added to these. */
public record Response(int status, Map<String, String> headers, Body body) {
    private static final String JSON = "application/json";

    public Response {
        headers = Map.copyOf(headers);
    }

    /** What follows the headers. */
    public sealed interface Body {
        record Nothing() implements Body {}

        /** Data in memory, as it goes to the wire. */
        @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would double each answer
        record Whole(String contentType, byte[] bytes) implements Body {}

        /** Data too large for memory, of a known length; opened when it is sent. */
        record Streamed(String contentType, long lengthBytes, Source source) implements Body {}
    }

    /** Opens the data of a streamed body. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** One JSON object, of the fields that {@code fields} writes. */
    public static Response json(int status, JsonBody fields) {
        return whole(status, JSON, JsonWriter.bytes(out -> out.object(() -> fields.writeTo(out))));
    }

    public static Response ok(JsonBody fields) {
        return json(200, fields);
    }

    public static Response whole(int status, String contentType, byte[] bytes) {
        return new Response(status, Map.of(), new Body.Whole(contentType, bytes));
    }

    public static Response streamed(String contentType, long lengthBytes, Source source) {
        return new Response(200, Map.of(), new Body.Streamed(contentType, lengthBytes, source));
    }

    public static Response empty(int status) {
        return new Response(status, Map.of(), new Body.Nothing());
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }
}

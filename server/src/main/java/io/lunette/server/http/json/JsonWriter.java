package io.lunette.server.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON straight to bytes, without a tree between. {@code name} is always the field's, the value follows:
 *
 * <pre>{@code
 * JsonWriter.bytes(out -> out.object(() -> out.array("servers", servers, server ->
 *     out.object(() -> out.put("id", server.id().toString()).put("name", server.name())))));
 * }</pre>
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int FIRST_BLOCK = 2048;

    private final JsonGenerator generator;

    private JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    public static byte[] bytes(JsonBody body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FIRST_BLOCK);
                JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            body.writeTo(new JsonWriter(generator));
            generator.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** An object as an element, or as the whole body. */
    public JsonWriter object(Runnable fields) {
        return write(JsonGenerator::writeStartObject).within(fields).write(JsonGenerator::writeEndObject);
    }

    public JsonWriter object(String name, Runnable fields) {
        return name(name).object(fields);
    }

    /** An array as an element, or as the whole body. */
    public <T> JsonWriter array(Collection<T> elements, Consumer<T> writeElement) {
        write(JsonGenerator::writeStartArray);
        elements.forEach(writeElement);
        return write(JsonGenerator::writeEndArray);
    }

    public <T> JsonWriter array(String name, Collection<T> elements, Consumer<T> writeElement) {
        return name(name).array(elements, writeElement);
    }

    public JsonWriter texts(String name, Collection<String> elements) {
        return array(name, elements, this::value);
    }

    /** Sorted by key, so that the same entries always look the same. */
    public JsonWriter texts(String name, Map<String, String> entries) {
        return object(name, () -> new TreeMap<>(entries).forEach(this::put));
    }

    public JsonWriter emptyObject(String name) {
        return object(name, () -> {});
    }

    public JsonWriter emptyArray(String name) {
        return name(name).write(JsonGenerator::writeStartArray).write(JsonGenerator::writeEndArray);
    }

    public JsonWriter put(String name, @Nullable String value) {
        return name(name).write(out -> out.writeString(value));
    }

    public JsonWriter put(String name, long value) {
        return name(name).write(out -> out.writeNumber(value));
    }

    public JsonWriter put(String name, double value) {
        return name(name).write(out -> out.writeNumber(value));
    }

    public JsonWriter put(String name, boolean value) {
        return name(name).write(out -> out.writeBoolean(value));
    }

    public JsonWriter putNull(String name) {
        return name(name).write(JsonGenerator::writeNull);
    }

    /** The text of the value, or null. */
    public JsonWriter put(String name, Optional<?> value) {
        return value.isPresent() ? put(name, value.get().toString()) : putNull(name);
    }

    public JsonWriter putNumber(String name, Optional<? extends Number> value) {
        return value.isPresent() ? put(name, value.get().longValue()) : putNull(name);
    }

    /** The field only where there is a value. */
    public <T> JsonWriter putIf(Optional<T> value, BiConsumer<JsonWriter, T> write) {
        value.ifPresent(present -> write.accept(this, present));
        return this;
    }

    public JsonWriter value(String value) {
        return write(out -> out.writeString(value));
    }

    public JsonWriter value(long value) {
        return write(out -> out.writeNumber(value));
    }

    private JsonWriter name(String name) {
        return write(out -> out.writeFieldName(name));
    }

    private JsonWriter within(Runnable fields) {
        fields.run();
        return this;
    }

    private JsonWriter write(Piece piece) {
        try {
            piece.writeTo(generator);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @FunctionalInterface
    private interface Piece {
        void writeTo(JsonGenerator out) throws IOException;
    }
}

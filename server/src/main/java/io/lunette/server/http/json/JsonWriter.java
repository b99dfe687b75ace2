package io.lunette.server.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
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
        try {
            generator.writeStartObject();
            fields.run();
            generator.writeEndObject();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public JsonWriter object(String name, Runnable fields) {
        return name(name).object(fields);
    }

    /** An array as an element, or as the whole body. */
    public <T> JsonWriter array(Collection<T> elements, Consumer<T> writeElement) {
        try {
            generator.writeStartArray();
            elements.forEach(writeElement);
            generator.writeEndArray();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public <T> JsonWriter array(String name, Collection<T> elements, Consumer<T> writeElement) {
        return name(name).array(elements, writeElement);
    }

    public JsonWriter texts(String name, Collection<String> elements) {
        return array(name, elements, this::value);
    }

    /** Sorted by key, so that the same entries always look the same. */
    public JsonWriter texts(String name, Map<String, String> entries) {
        return entries.isEmpty() ? emptyObject(name) : object(name, () -> new TreeMap<>(entries).forEach(this::put));
    }

    public JsonWriter emptyObject(String name) {
        return object(name, () -> {});
    }

    public JsonWriter emptyArray(String name) {
        return array(name, List.of(), nothing -> {});
    }

    public JsonWriter put(String name, @Nullable String value) {
        return name(name).value(value);
    }

    public JsonWriter put(String name, long value) {
        return name(name).value(value);
    }

    public JsonWriter put(String name, double value) {
        try {
            generator.writeFieldName(name);
            generator.writeNumber(value);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public JsonWriter put(String name, boolean value) {
        try {
            generator.writeFieldName(name);
            generator.writeBoolean(value);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public JsonWriter putNull(String name) {
        return name(name).value(null);
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

    public JsonWriter value(@Nullable String value) {
        try {
            generator.writeString(value);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public JsonWriter value(long value) {
        try {
            generator.writeNumber(value);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonWriter name(String name) {
        try {
            generator.writeFieldName(name);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

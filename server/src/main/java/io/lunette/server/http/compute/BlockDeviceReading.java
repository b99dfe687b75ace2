package io.lunette.server.http.compute;

import io.lunette.failure.Parsed;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads {@code block_device_mapping_v2} of a server to be made (nova, schemas/servers.py), or the version before it.
 *
 * @param hasImage whether the server is given an image beside it
 */
record BlockDeviceReading(RequestContext request, boolean hasImage) {
    private static final String FIELD = "block_device_mapping_v2";
    private static final Map<String, Source> SOURCES = words(Source.values());
    private static final Map<String, Destination> DESTINATIONS = words(Destination.values());
    private static final Map<String, DiskBus> BUSES = words(DiskBus.values());
    private static final Map<String, DeviceType> TYPES = words(DeviceType.values());
    private static final Pattern DEVICE_NAME = Pattern.compile("[a-zA-Z0-9._/-]{0,255}");
    private static final long FARTHEST_INDEX = 10_000;
    private static final long LARGEST_GIB = 1L << 40;

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> words.put(value.name().toLowerCase(Locale.ROOT), value));
        return words;
    }

    Supplier<List<BlockDeviceMapping>> read(JsonFields server) {
        List<JsonFields> objects = server.objects(FIELD);
        Supplier<List<BlockDeviceMapping>> legacy =
                LegacyBlockDeviceReading.read(server, hasImage || !objects.isEmpty());
        if (!objects.isEmpty() && !server.node(LegacyBlockDeviceReading.FIELD).isEmpty()) {
            server.refuse(
                    LegacyBlockDeviceReading.FIELD,
                    "using different block_device_mapping syntaxes is not allowed in the same request",
                    FIELD + " alone");
        }
        if (objects.isEmpty()) {
            return legacy;
        }
        List<Supplier<Optional<BlockDeviceMapping>>> entries = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            entries.add(entry(FIELD + "[" + i + "]", objects.get(i)));
        }
        return () ->
                entries.stream().map(Supplier::get).flatMap(Optional::stream).toList();
    }

    private Supplier<Optional<BlockDeviceMapping>> entry(String name, JsonFields entry) {
        Field<Optional<UUID>> uuid = entry.optionalParsed(
                "uuid", raw -> VolumeId.parse(raw).map(VolumeId::value), "a UUID of a volume, an image or a snapshot");
        Field<Optional<Source>> source = entry.optionalChoice("source_type", SOURCES);
        Field<Optional<Destination>> destination = entry.optionalChoice("destination_type", DESTINATIONS);
        Field<Optional<DiskBus>> bus = choice(entry, "disk_bus", BUSES);
        Field<Optional<DeviceType>> type = choice(entry, "device_type", TYPES);
        Field<Optional<Long>> bootIndex = entry.optionalInteger("boot_index", -FARTHEST_INDEX, FARTHEST_INDEX);
        Field<Optional<Long>> size = size(entry);
        Field<Optional<String>> device = device(entry);
        Field<Optional<String>> format = entry.optionalText("guest_format", 255);
        Field<Optional<Boolean>> delete = entry.optionalBool("delete_on_termination");
        Field<Optional<String>> tag = tag(entry);
        Field<Optional<String>> volumeType =
                request.since(2, 67) ? entry.optionalText("volume_type", 255) : Field.absent();
        boolean noDevice = isNoDevice(entry);
        entry.refuseUnknown();
        // It takes out a device that the image brings, and images bring none here.
        return () -> noDevice
                ? Optional.empty()
                : Optional.of(new BlockDeviceMapping(
                        name,
                        source.get().orElse(Source.BLANK),
                        destination.get().orElseGet(() -> usual(source.get().orElse(Source.BLANK))),
                        uuid.get(),
                        bus.get(),
                        type.get(),
                        bootIndex.get().filter(index -> index >= 0).map(Long::intValue),
                        size.get(),
                        given(volumeType),
                        given(device),
                        given(format),
                        tag.get(),
                        delete.get().orElse(false)));
    }

    static Field<Optional<Long>> size(JsonFields entry) {
        return entry.optionalInteger("volume_size", 1, LARGEST_GIB);
    }

    static Field<Optional<String>> device(JsonFields entry) {
        return entry.optionalParsed(
                "device_name", BlockDeviceReading::deviceName, "a name as /dev/sdb, of a-z, A-Z, 0-9 and ._/-");
    }

    private static Parsed<String> deviceName(String raw) {
        return DEVICE_NAME.matcher(raw).matches()
                ? Parsed.valid(raw)
                : Parsed.invalid("'" + Shown.text(raw) + "' is not a device name");
    }

    private static Destination usual(Source source) {
        return switch (source) {
            case VOLUME, SNAPSHOT -> Destination.VOLUME;
            case IMAGE, BLANK -> Destination.LOCAL;
        };
    }

    /** Nova has tags of disks in 2.32, lost them by mistake, and has them again since 2.42. */
    private Field<Optional<String>> tag(JsonFields entry) {
        boolean known = request.since(2, 42) || (request.since(2, 32) && !request.since(2, 33));
        return known ? entry.optionalParsed("tag", ServerNames::parseTag, ServerNames.TAG_ALLOWED) : Field.absent();
    }

    /** Some clients send what they have no value for as an empty string. */
    private static <T> Field<Optional<T>> choice(JsonFields entry, String name, Map<String, T> choices) {
        return entry.node(name).asText("?").isEmpty() ? Field.absent() : entry.optionalChoice(name, choices);
    }

    private static Optional<String> given(Field<Optional<String>> field) {
        return field.get().filter(text -> !text.isEmpty());
    }

    /** Of any type, as Nova takes it: what is neither empty nor false means yes. */
    static boolean isNoDevice(JsonFields entry) {
        String text = entry.node("no_device").asText("");
        return entry.has("no_device") && !text.isEmpty() && !text.equalsIgnoreCase("false") && !text.equals("0");
    }
}

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads {@code block_device_mapping_v2} of a server to be made (nova, schemas/servers.py). */
record BlockDeviceReading(RequestContext request) {
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
        List<Supplier<BlockDeviceMapping>> entries = server.objects("block_device_mapping_v2").stream()
                .map(this::entry)
                .toList();
        return () -> entries.stream().map(Supplier::get).toList();
    }

    private Supplier<BlockDeviceMapping> entry(JsonFields entry) {
        Field<Optional<UUID>> uuid = entry.optionalParsed(
                "uuid", raw -> VolumeId.parse(raw).map(VolumeId::value), "a UUID of a volume, an image or a snapshot");
        Field<Optional<Source>> source = entry.optionalChoice("source_type", SOURCES);
        Field<Optional<Destination>> destination = entry.optionalChoice("destination_type", DESTINATIONS);
        Field<Optional<DiskBus>> bus = entry.optionalChoice("disk_bus", BUSES);
        Field<Optional<DeviceType>> type = entry.optionalChoice("device_type", TYPES);
        Field<Optional<Long>> bootIndex = entry.optionalInteger("boot_index", -FARTHEST_INDEX, FARTHEST_INDEX);
        Field<Optional<Long>> size = entry.optionalInteger("volume_size", 1, LARGEST_GIB);
        Field<Optional<String>> device = entry.optionalParsed(
                "device_name", BlockDeviceReading::deviceName, "a name as /dev/sdb, of a-z, A-Z, 0-9 and ._/-");
        Field<Optional<String>> format = entry.optionalText("guest_format", 255);
        Field<Optional<Boolean>> delete = entry.optionalBool("delete_on_termination");
        Field<Optional<String>> tag = tag(entry);
        Field<Optional<String>> volumeType =
                request.since(2, 67) ? entry.optionalText("volume_type", 255) : Field.absent();
        noDevice(entry);
        entry.refuseUnknown();
        return () -> new BlockDeviceMapping(
                source.get().orElse(Source.BLANK),
                destination.get().orElseGet(() -> usual(source.get().orElse(Source.BLANK))),
                uuid.get(),
                bus.get(),
                type.get(),
                bootIndex.get().filter(index -> index >= 0).map(Long::intValue),
                size.get(),
                volumeType.get(),
                device.get().filter(name -> !name.isEmpty()),
                format.get(),
                tag.get(),
                delete.get().orElse(false));
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

    private static void noDevice(JsonFields entry) {
        if (entry.has("no_device") && entry.node("no_device").asBoolean(true)) {
            entry.refuse("no_device", "there is no device of the image's own to leave out", "false");
        }
    }
}

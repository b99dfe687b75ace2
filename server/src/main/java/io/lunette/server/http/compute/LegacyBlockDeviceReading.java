package io.lunette.server.http.compute;

import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.VolumeId;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads the first version of {@code block_device_mapping}, which {@code nova boot --block-device-mapping vda=VOLUME:::0} still
 * sends (nova, block_device.py, from_legacy_mapping). It knows neither bus nor device type nor boot index: what is called
 * {@code vda} is booted from.
 */
final class LegacyBlockDeviceReading {
    static final String FIELD = "block_device_mapping";
    private static final String ROOT_NAME = "vda";
    private static final String UUID_ALLOWED = "a UUID";

    private LegacyBlockDeviceReading() {}

    static Supplier<List<BlockDeviceMapping>> read(JsonFields server, boolean hasImage) {
        List<JsonFields> objects = server.objects(FIELD);
        List<Supplier<BlockDeviceMapping>> entries = new ArrayList<>();
        boolean hasRoot = hasImage || objects.isEmpty();
        for (int i = 0; i < objects.size(); i++) {
            JsonFields entry = objects.get(i);
            hasRoot |= isRoot(entry.node("device_name").asText(""));
            if (!BlockDeviceReading.isNoDevice(entry)) {
                entries.add(entry(FIELD + "[" + i + "]", entry));
            }
        }
        if (!hasRoot) {
            server.refuse(
                    FIELD,
                    "no entry is called " + ROOT_NAME + ", and there is no image, so nothing is booted from",
                    "an entry of device_name " + ROOT_NAME + ", or imageRef");
        }
        return () -> entries.stream().map(Supplier::get).toList();
    }

    private static boolean isRoot(String deviceName) {
        return deviceName.equals(ROOT_NAME) || deviceName.equals("/dev/" + ROOT_NAME);
    }

    private static Supplier<BlockDeviceMapping> entry(String name, JsonFields entry) {
        Field<Optional<UUID>> volume = uuid(entry, "volume_id");
        Field<Optional<UUID>> snapshot = uuid(entry, "snapshot_id");
        Field<Optional<Long>> size = BlockDeviceReading.size(entry);
        Field<Optional<String>> device = BlockDeviceReading.device(entry);
        Field<Optional<Boolean>> delete = entry.optionalBool("delete_on_termination");
        Optional<String> virtual = virtualName(entry);
        entry.ignore("connection_info");
        entry.refuseUnknown();
        if (virtual.isEmpty() && !entry.has("volume_id") && !entry.has("snapshot_id")) {
            entry.refuse("volume_id", "the entry names nothing to make a disk of", "the UUID of a volume");
        }
        return () -> new BlockDeviceMapping(
                name,
                virtual.isPresent() ? Source.BLANK : snapshot.get().isPresent() ? Source.SNAPSHOT : Source.VOLUME,
                virtual.isPresent() ? Destination.LOCAL : Destination.VOLUME,
                virtual.isPresent() ? Optional.empty() : snapshot.get().or(volume),
                Optional.empty(),
                Optional.empty(),
                device.get()
                        .filter(LegacyBlockDeviceReading::isRoot)
                        .filter(root -> virtual.isEmpty())
                        .map(root -> 0),
                size.get(),
                Optional.empty(),
                device.get(),
                virtual.filter("swap"::equals),
                Optional.empty(),
                virtual.isPresent() || delete.get().orElse(false));
    }

    private static Field<Optional<UUID>> uuid(JsonFields entry, String name) {
        return entry.optionalParsed(name, raw -> VolumeId.parse(raw).map(VolumeId::value), UUID_ALLOWED);
    }

    /** {@code swap} or {@code ephemeralN}: an empty disk. */
    private static Optional<String> virtualName(JsonFields entry) {
        return Optional.of(entry.node("virtual_name").asText(""))
                .filter(name -> name.equals("swap") || name.matches("ephemeral[0-9]+"));
    }
}

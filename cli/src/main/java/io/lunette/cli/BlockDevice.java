package io.lunette.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of {@code --block-device}, as {@code openstack server create} takes it or as {@code nova boot} does
 * (python-novaclient, v2/shell.py), by the names that the Compute API has for its keys.
 */
record BlockDevice(Map<String, String> fields) {
    static final String KEYS = "uuid, source_type, destination_type, disk_bus, device_type, device_name, volume_size,"
            + " volume_type, guest_format, boot_index, delete_on_termination, tag";
    static final String NOVA_KEYS = "id, source, dest, bus, type, device, size, format, bootindex, shutdown";

    private static final Map<String, String> OF_NOVA = Map.of(
            "id", "uuid",
            "source", "source_type",
            "dest", "destination_type",
            "bus", "disk_bus",
            "type", "device_type",
            "device", "device_name",
            "size", "volume_size",
            "format", "guest_format",
            "bootindex", "boot_index",
            "shutdown", "delete_on_termination");
    private static final List<String> KNOWN = List.of(KEYS.split(", *", -1));
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    BlockDevice {
        fields = Map.copyOf(fields);
    }

    /** The volume that a server boots from. */
    static BlockDevice root(String volume) {
        return new BlockDevice(
                Map.of("uuid", volume, "source_type", "volume", "destination_type", "volume", "boot_index", "0"));
    }

    /** Reads {@code KEY=VALUE,KEY=VALUE}. */
    static final class Reader implements ITypeConverter<BlockDevice> {
        @Override
        public BlockDevice convert(String text) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String entry : text.split(",", -1)) {
                String[] words = entry.split("=", 2);
                String key = OF_NOVA.getOrDefault(words[0], words[0]);
                if (words.length < 2 || !KNOWN.contains(key)) {
                    throw new TypeConversionException(
                            "'" + entry + "' is not KEY=VALUE with one of the keys " + KEYS + ", or " + NOVA_KEYS);
                }
                fields.put(key, words[0].equals("shutdown") ? deleted(words[1]) : words[1]);
            }
            return new BlockDevice(fields);
        }

        private static String deleted(String shutdown) {
            return switch (shutdown) {
                case "remove" -> "true";
                case "preserve" -> "false";
                default ->
                    throw new TypeConversionException("shutdown is 'remove' or 'preserve', not '" + shutdown + "'");
            };
        }
    }

    /** As the Compute API takes it. Names become ids; an id is for the service to look up. */
    ObjectNode json(Session session) {
        ObjectNode json = Wire.object();
        fields.forEach(json::put);
        if (fields.containsKey("uuid")) {
            json.put("uuid", id(session, fields.get("uuid")));
        }
        return json;
    }

    private String id(Session session, String idOrName) {
        if (UUID.matcher(idOrName).matches()) {
            return idOrName;
        }
        return fields.getOrDefault("source_type", "volume").equals("image")
                ? Things.imageId(session, idOrName)
                : Things.volume(session, idOrName).path("id").asText();
    }
}

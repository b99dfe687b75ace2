package io.lunette.server.http.image;

import io.lunette.model.Image.Visibility;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The attributes of an image that Image v2 itself knows. All others are free properties. */
final class Attributes {
    static final String NAME = "name";
    static final String VISIBILITY = "visibility";
    static final String PROTECTED = "protected";
    static final String HIDDEN = "os_hidden";
    static final String MIN_DISK = "min_disk";
    static final String MIN_RAM = "min_ram";
    static final String DISK_FORMAT = "disk_format";
    static final String CONTAINER_FORMAT = "container_format";
    static final String TAGS = "tags";

    /** What owners set. */
    static final Set<String> WRITABLE =
            Set.of(NAME, VISIBILITY, PROTECTED, HIDDEN, MIN_DISK, MIN_RAM, DISK_FORMAT, CONTAINER_FORMAT, TAGS);

    /** What the service sets, and names that Glance reserves. */
    static final Set<String> READ_ONLY = Set.of(
            "id",
            "owner",
            "status",
            "size",
            "virtual_size",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "created_at",
            "updated_at",
            "self",
            "file",
            "schema",
            "direct_url",
            "location",
            "locations",
            "stores",
            "deleted",
            "deleted_at");

    static final Map<String, String> DISK_FORMATS = words("raw", "qcow2", "iso");
    static final Map<String, String> CONTAINER_FORMATS = words("bare");
    static final Map<String, Visibility> VISIBILITIES = visibilities();

    private Attributes() {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> words(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return Map.copyOf(map);
    }

    private static Map<String, Visibility> visibilities() {
        Map<String, Visibility> map = new LinkedHashMap<>();
        for (Visibility visibility : Visibility.values()) {
            map.put(word(visibility), visibility);
        }
        return Map.copyOf(map);
    }
}

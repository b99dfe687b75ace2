package io.lunette.model;

import java.util.Map;

/**
 * The size of a server.
 *
 * @param id chosen by the admin or made; any text the API allows
 * @param ramMiB memory
 * @param diskGiB size of a root disk made from an image; 0 means the image's own size
 */
public record Flavor(
        String id,
        String name,
        int vcpus,
        int ramMiB,
        int diskGiB,
        int ephemeralGiB,
        int swapMiB,
        boolean isPublic,
        String description,
        Map<String, String> extraSpecs) {
    public Flavor {
        extraSpecs = Map.copyOf(extraSpecs);
    }
}

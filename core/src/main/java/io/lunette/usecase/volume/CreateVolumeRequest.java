package io.lunette.usecase.volume;

import java.util.Map;
import java.util.Optional;

/**
 * What a new volume is to be.
 *
 * @param image the id, name or URL of the image it is to be filled from
 * @param volumeType id or name; empty for the default
 */
public record CreateVolumeRequest(
        long sizeGiB,
        String name,
        String description,
        Optional<String> image,
        Optional<String> volumeType,
        Map<String, String> metadata) {
    public CreateVolumeRequest {
        metadata = Map.copyOf(metadata);
    }
}

package io.lunette.usecase.image;

import io.lunette.model.Image;
import io.lunette.model.Image.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What its owner says of an image. The rest is the service's to say. */
public record ImageTraits(
        String name,
        Visibility visibility,
        Optional<String> diskFormat,
        Optional<String> containerFormat,
        int minDiskGiB,
        int minRamMiB,
        boolean isProtected,
        List<String> tags,
        Map<String, String> properties) {
    public ImageTraits {
        tags = List.copyOf(tags);
        properties = Map.copyOf(properties);
    }

    public static ImageTraits of(Image image) {
        return new ImageTraits(
                image.name(),
                image.visibility(),
                image.diskFormat(),
                image.containerFormat(),
                image.minDiskGiB(),
                image.minRamMiB(),
                image.isProtected(),
                image.tags(),
                image.properties());
    }

    public ImageTraits withTags(List<String> newTags) {
        return new ImageTraits(
                name, visibility, diskFormat, containerFormat, minDiskGiB, minRamMiB, isProtected, newTags, properties);
    }
}

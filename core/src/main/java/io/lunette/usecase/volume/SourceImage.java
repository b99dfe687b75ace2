package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ImageId;
import io.lunette.model.Shown;
import io.lunette.port.Images;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the image that a volume is to be filled from, and says what the volume takes from it. */
final class SourceImage {
    private final Images images;

    SourceImage(Images images) {
        this.images = images;
    }

    /**
     * The image meant by {@code reference}: an id, a URL that ends in one, or the name of one image alone. It must be
     * active and fit a volume of {@code sizeGiB}. An image that cannot be used is 400, as in Cinder, not 404: what was
     * not found is not what the request's path names.
     */
    Outcome<Image> find(Caller caller, String reference, long sizeGiB) {
        return named(caller, reference).then(SourceImage::active).then(image -> fitting(image, sizeGiB));
    }

    private Outcome<Image> named(Caller caller, String reference) {
        String last = reference.substring(reference.lastIndexOf('/') + 1);
        return ImageId.parse(last)
                .toOptional()
                .map(id -> Outcome.of(images.find(id).filter(image -> visible(caller, image)), unknown(reference)))
                .orElseGet(() -> theOnlyOneNamed(caller, reference));
    }

    private Outcome<Image> theOnlyOneNamed(Caller caller, String name) {
        List<Image> found = images.list().stream()
                .filter(image -> image.name().equals(name) && visible(caller, image))
                .toList();
        return switch (found.size()) {
            case 0 -> Outcome.failed(unknown(name));
            case 1 -> Outcome.done(found.getFirst());
            default ->
                Outcome.failed(new RequestFailure.InvalidField(
                        "imageRef",
                        "several images are named '" + Shown.text(name) + "'",
                        "the id of one: openstack image list --name '" + Shown.text(name) + "'"));
        };
    }

    private static Failure unknown(String reference) {
        return new RequestFailure.InvalidField(
                "imageRef",
                "there is no image '" + Shown.text(reference) + "', or it is not yours to use",
                "the id of an image: openstack image list");
    }

    private static boolean visible(Caller caller, Image image) {
        return caller.mayUse(image.project())
                || image.visibility() == Visibility.PUBLIC
                || image.visibility() == Visibility.COMMUNITY;
    }

    private static Outcome<Image> active(Image image) {
        return image.status() == ImageStatus.ACTIVE
                ? Outcome.done(image)
                : Outcome.failed(new ImageFailure.NotActive(
                        image.id().toString(), image.status().name().toLowerCase(Locale.ROOT)));
    }

    private static Outcome<Image> fitting(Image image, long sizeGiB) {
        long data = image.virtualSizeBytes()
                .or(image::sizeBytes)
                .map(bytes -> new ByteCount(bytes).ceilGiB())
                .orElse(0L);
        long needed = Math.max(image.minDiskGiB(), data);
        return needed <= sizeGiB
                ? Outcome.done(image)
                : Outcome.failed(new ImageFailure.LargerThanVolume(image.id().toString(), needed, sizeGiB));
    }

    /** What a volume made of the image says of it: the image's own properties, and those that Cinder calls core. */
    static Map<String, String> properties(Image image) {
        Map<String, String> taken = new HashMap<>(image.properties());
        taken.put("image_id", image.id().toString());
        taken.put("image_name", image.name());
        put(taken, "disk_format", image.diskFormat());
        put(taken, "container_format", image.containerFormat());
        put(taken, "checksum", image.md5());
        put(taken, "size", image.sizeBytes().map(String::valueOf));
        taken.put("min_disk", String.valueOf(image.minDiskGiB()));
        taken.put("min_ram", String.valueOf(image.minRamMiB()));
        return taken;
    }

    private static void put(Map<String, String> taken, String key, Optional<String> value) {
        value.ifPresent(text -> taken.put(key, text));
    }
}

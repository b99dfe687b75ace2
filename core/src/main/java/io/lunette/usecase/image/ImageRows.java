package io.lunette.usecase.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ImageId;
import io.lunette.port.Images;
import io.lunette.port.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Finds images as a caller may see them, and changes their rows however often others are first. */
final class ImageRows {
    private final Images images;
    private final InstantSource clock;

    ImageRows(StateStore store, InstantSource clock) {
        this.images = store.images();
        this.clock = clock;
    }

    static boolean maySee(Caller caller, Image image) {
        return caller.mayUse(image.project())
                || image.visibility() == Visibility.PUBLIC
                || image.visibility() == Visibility.COMMUNITY;
    }

    Outcome<Image> visible(Caller caller, ImageId id) {
        return Outcome.of(images.find(id).filter(image -> maySee(caller, image)), notFound(id));
    }

    /** {@code action} completes "You are not permitted to". */
    Outcome<Image> own(Caller caller, ImageId id, String action) {
        return visible(caller, id)
                .then(image -> caller.mayUse(image.project())
                        ? Outcome.done(image)
                        : Outcome.failed(new ImageFailure.NotYours(id.toString(), action)));
    }

    /** Applies {@code change} to the row as it is now, again when another change came between. */
    Outcome<Image> change(ImageId id, Function<Image, Outcome<Image>> change) {
        while (true) {
            Optional<Image> before = images.find(id);
            if (before.isEmpty()) {
                return Outcome.failed(notFound(id));
            }
            Outcome<Image> after = change.apply(before.get());
            if (!(after instanceof Outcome.Done<Image> done)) {
                return after;
            }
            if (done.value().equals(before.get()) || images.update(done.value())) {
                return after;
            }
        }
    }

    Image with(Image image, ImageTraits traits) {
        return new Image(
                image.id(),
                image.revision(),
                traits.name(),
                image.project(),
                image.status(),
                traits.visibility(),
                traits.diskFormat(),
                traits.containerFormat(),
                traits.minDiskGiB(),
                traits.minRamMiB(),
                traits.isProtected(),
                image.sizeBytes(),
                image.virtualSizeBytes(),
                image.md5(),
                image.sha512(),
                traits.tags(),
                traits.properties(),
                image.created(),
                now());
    }

    Image with(Image image, ImageStatus status) {
        return new Image(
                image.id(),
                image.revision(),
                image.name(),
                image.project(),
                status,
                image.visibility(),
                image.diskFormat(),
                image.containerFormat(),
                image.minDiskGiB(),
                image.minRamMiB(),
                image.isProtected(),
                image.sizeBytes(),
                image.virtualSizeBytes(),
                image.md5(),
                image.sha512(),
                image.tags(),
                image.properties(),
                image.created(),
                now());
    }

    /** Image v2 shows whole seconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    static ImageFailure notFound(ImageId id) {
        return new ImageFailure.NotFound(id.toString());
    }
}

package io.lunette.usecase.image;

import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles;
import io.lunette.port.StateStore;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;

/** Takes the data of an image: whole, or the image waits for data again. */
public final class UploadImage {
    private final ImageRows rows;
    private final StateStore store;
    private final ImageFiles files;

    public UploadImage(StateStore store, ImageFiles files, InstantSource clock) {
        this.rows = new ImageRows(store, clock);
        this.store = store;
        this.files = files;
    }

    /** An image takes data once: {@link ImageFailure.WrongState} when it has some, or while it is taking some. */
    public Outcome<Image> upload(Caller caller, ImageId id, InputStream data) {
        return rows.own(caller, id, "upload to")
                .then(own -> rows.change(id, this::begun))
                .then(image -> keep(image, data));
    }

    /** Images whose upload ended with the process wait for data again. To be called before the service answers. */
    public void abandonUnfinished() {
        for (Image image : store.images().list()) {
            if (image.status() == ImageStatus.SAVING) {
                giveUp(image.id());
            }
        }
    }

    private Outcome<Image> begun(Image image) {
        if (image.diskFormat().isEmpty() || image.containerFormat().isEmpty()) {
            return Outcome.failed(new ImageFailure.NoFormat());
        }
        return image.status() == ImageStatus.QUEUED
                ? Outcome.done(rows.with(image, ImageStatus.SAVING))
                : Outcome.failed(new ImageFailure.WrongState(
                        image.id().toString(),
                        "take data",
                        image.status() == ImageStatus.SAVING ? "another upload runs" : "it has its data already"));
    }

    private Outcome<Image> keep(Image image, InputStream data) {
        try {
            Outcome<Image> kept = files.store(image.id(), image.diskFormat().orElseThrow(), data)
                    .then(stored -> rows.change(image.id(), saving -> finished(saving, stored)));
            return kept.ifFailed(failure -> giveUp(image.id()));
        } catch (RuntimeException bug) {
            giveUp(image.id());
            throw bug;
        }
    }

    private Outcome<Image> finished(Image image, ImageFiles.Stored stored) {
        if (image.status() != ImageStatus.SAVING) {
            return Outcome.failed(new ImageFailure.WrongState(
                    image.id().toString(), "take data", "it was changed while the data came"));
        }
        return Outcome.done(new Image(
                image.id(),
                image.revision(),
                image.name(),
                image.project(),
                ImageStatus.ACTIVE,
                image.visibility(),
                image.diskFormat(),
                image.containerFormat(),
                image.minDiskGiB(),
                image.minRamMiB(),
                image.isProtected(),
                Optional.of(stored.sizeBytes()),
                Optional.of(stored.virtualSizeBytes()),
                Optional.of(stored.md5()),
                Optional.of(stored.sha512()),
                image.tags(),
                image.properties(),
                image.created(),
                rows.now()));
    }

    /** The file goes first: a queued image never has one. Where the image itself is gone, so is its file now. */
    private void giveUp(ImageId id) {
        Optional<Failure> left = files.delete(id).failureIfAny();
        Outcome<Unit> unused = rows.change(
                        id,
                        image -> Outcome.done(
                                image.status() == ImageStatus.SAVING && left.isEmpty()
                                        ? rows.with(image, ImageStatus.QUEUED)
                                        : image))
                .then(image -> Outcome.done());
    }
}

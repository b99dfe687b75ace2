package io.lunette.usecase.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles;
import io.lunette.port.StateStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Gives an image's data back as it came. */
public final class DownloadImage {
    private final ImageRows rows;
    private final ImageFiles files;

    public DownloadImage(StateStore store, ImageFiles files, InstantSource clock) {
        this.rows = new ImageRows(store, clock);
        this.files = files;
    }

    /** An image with its file; none while the image has no data. */
    public record Download(Image image, Optional<Path> file) {}

    public Outcome<Download> download(Caller caller, ImageId id) {
        return rows.visible(caller, id).then(image -> {
            if (image.status() == ImageStatus.DEACTIVATED && !caller.isAdmin()) {
                return Outcome.failed(new ImageFailure.ReadOnly("file", "the image is deactivated"));
            }
            boolean complete = image.status() == ImageStatus.ACTIVE || image.status() == ImageStatus.DEACTIVATED;
            return Outcome.done(new Download(image, complete ? files.find(id) : Optional.empty()));
        });
    }
}

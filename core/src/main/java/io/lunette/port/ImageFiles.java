package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ImageId;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The data of images, one file each, on the controller. */
public interface ImageFiles {

    /** What was stored. Digests in lower-case hex. {@code virtualSizeBytes}: what a disk made of it has. */
    record Stored(long sizeBytes, long virtualSizeBytes, String md5, String sha512) {}

    /**
     * Keeps the data of an image, whole or not at all. A qcow2 image that names another file (backing or data file) is
     * refused ({@code ImageFailure.UnsafeImage}), as is one that is not of {@code diskFormat}.
     */
    Outcome<Stored> store(ImageId image, String diskFormat, InputStream data);

    /** The file as uploaded; empty when there is none. */
    Optional<Path> find(ImageId image);

    /** The image as a raw file, converted and kept beside it where it is not raw. */
    Outcome<Path> raw(ImageId image, String diskFormat);

    Outcome<Unit> delete(ImageId image);
}

package io.lunette.port.contract;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** For plans without an image. */
final class NoImages implements ImageFiles {
    @Override
    public Outcome<Stored> store(ImageId image, String diskFormat, InputStream data) {
        throw new UnsupportedOperationException("no images here");
    }

    @Override
    public Optional<Path> find(ImageId image) {
        return Optional.empty();
    }

    @Override
    public Outcome<Path> raw(ImageId image, String diskFormat) {
        throw new UnsupportedOperationException("no images here");
    }

    @Override
    public Outcome<Unit> delete(ImageId image) {
        return Outcome.done();
    }
}

package io.lunette.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where the service keeps what it knows. A simulated service begins with nothing each time, since its hosts and LUNs
 * are gone with the one before; a directory that it made itself goes with it.
 */
record StateDirectory(Path path, boolean temporary) implements AutoCloseable {

    /** Makes it where it is not there; a simulated service is refused that of a real one. */
    static Outcome<StateDirectory> prepare(Settings settings) throws IOException {
        boolean made = !Files.exists(settings.state());
        if (settings.simulate() && Files.exists(settings.state().resolve(SettingsLoader.REAL_STORE))) {
            return Outcome.failed(
                    new StoreFailure.OfARealService(settings.state().toString()));
        }
        PrivateFile.folder(settings.state());
        return Outcome.done(new StateDirectory(settings.state(), made && settings.simulate()));
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.walkFileTree(path, new Removal());
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}

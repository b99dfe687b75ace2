package io.lunette.server;

import io.lunette.server.config.Settings;
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

    static StateDirectory prepare(Settings settings) throws IOException {
        boolean made = !Files.exists(settings.state());
        PrivateFile.folder(settings.state());
        if (settings.simulate()) {
            for (String suffix : new String[] {"", "-wal", "-shm"}) {
                Files.deleteIfExists(Path.of(settings.store() + suffix));
            }
        }
        return new StateDirectory(settings.state(), made && settings.simulate());
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

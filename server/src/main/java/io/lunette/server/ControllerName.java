package io.lunette.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * By which a controller is told from the others at the same database. It is kept over restarts, so that what a controller
 * held when it was killed is its own again at once.
 */
final class ControllerName {
    private static final String FILE = "controller-id";

    private ControllerName() {}

    /** That of the controller with this state directory, which is its own alone. */
    static String of(Path state) throws IOException {
        Path file = state.resolve(FILE);
        if (!Files.exists(file)) {
            PrivateFile.write(file, UUID.randomUUID() + "\n");
        }
        return Files.readString(file).strip();
    }
}

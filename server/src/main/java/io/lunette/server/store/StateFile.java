package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.failure.Unit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The file itself, before any database has a look at it. SQLite gives its -wal and -shm files the same mode. */
final class StateFile {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private StateFile() {}

    /** Its real path; there from now on, with its folder, and readable by its owner alone. */
    static Outcome<Path> prepare(Path wanted) {
        try {
            Path folder =
                    Files.createDirectories(wanted.toAbsolutePath().getParent()).toRealPath();
            Path file = folder.resolve(wanted.getFileName());
            createUnlessThere(file);
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                return Outcome.failed(new StoreFailure.NotAState(real.toString(), "it is not a regular file"));
            }
            Files.setPosixFilePermissions(real, OWNER_ONLY);
            return Outcome.done(real);
        } catch (IOException problem) {
            return Outcome.failed(new StoreFailure.CannotOpen(wanted.toString(), text(problem)));
        }
    }

    /** Drops what the database holds; to be called by whoever has its lock. */
    static Outcome<Unit> empty(Path file) {
        try {
            for (String suffix : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(Path.of(file + suffix));
            }
            createUnlessThere(file);
            return Outcome.done();
        } catch (IOException problem) {
            return Outcome.failed(new StoreFailure.CannotOpen(file.toString(), text(problem)));
        }
    }

    /** Removes what a process that was killed left beside it; to be called by whoever has its lock. */
    static Outcome<Unit> clear(Path file) {
        try {
            SqliteCopies.removeLeftOvers(file);
            return Outcome.done();
        } catch (IOException problem) {
            return Outcome.failed(new StoreFailure.CannotOpen(file.toString(), text(problem)));
        }
    }

    // Made here and not by SQLite, so that it never is readable for others, not even for a moment.
    private static void createUnlessThere(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            assert Files.exists(file);
        }
    }

    /** What the system said, in words: the messages of some exceptions are a path alone. */
    static String text(IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case java.nio.file.AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is not a folder";
            default -> String.valueOf(problem.getMessage());
        };
    }
}

package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a state file is this process's alone, by an operating system's lock on a file beside it. The system gives it
 * up when the process ends, however it ends. The file itself stays: to remove it would let two hold locks on two files.
 */
final class StoreLock implements AutoCloseable {
    // Closing any channel on a file drops all of this process's locks on it (fcntl(2)): so a second one is never
    // opened.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel channel;

    private StoreLock(Path lockFile, FileChannel channel) {
        this.lockFile = lockFile;
        this.channel = channel;
    }

    static Outcome<StoreLock> take(Path stateFile) {
        Path lockFile = stateFile.resolveSibling(stateFile.getFileName() + ".lock");
        if (!HELD.add(lockFile)) {
            return Outcome.failed(new StoreFailure.InUse(stateFile.toString()));
        }
        Outcome<StoreLock> lock = takeFromSystem(stateFile, lockFile);
        lock.ifFailed(failure -> HELD.remove(lockFile));
        return lock;
    }

    private static Outcome<StoreLock> takeFromSystem(Path stateFile, Path lockFile) {
        try {
            FileChannel channel = FileChannel.open(
                    lockFile,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(StateFile.OWNER_ONLY));
            if (channel.tryLock() != null) {
                return Outcome.done(new StoreLock(lockFile, channel));
            }
            channel.close();
            return Outcome.failed(new StoreFailure.InUse(stateFile.toString()));
        } catch (IOException problem) {
            return Outcome.failed(new StoreFailure.CannotOpen(stateFile.toString(), StateFile.text(problem)));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } finally {
            HELD.remove(lockFile);
        }
    }
}

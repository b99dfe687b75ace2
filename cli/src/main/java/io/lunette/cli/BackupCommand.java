package io.lunette.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "For administrators: copies all that the service knows into a file, while it runs. Images and the"
                + " data of volumes are not in it.")
final class BackupCommand extends Asking {
    @Parameters(index = "0", paramLabel = "FILE", description = "Where to; only its owner can read it.")
    Path file = Path.of("");

    @Option(names = "--force", description = "Replaces the file if it is there.")
    boolean force;

    @Override
    void ask(Session session) {
        if (!force && Files.exists(file)) {
            throw inTheWay();
        }
        try {
            Path fresh = Files.createTempFile(
                    folder(),
                    file.getFileName().toString() + ".",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                long bytes = session.downloadOwn("/backup", fresh);
                keep(fresh);
                say(
                        Wire.object().put("file", file.toString()).put("bytes", bytes),
                        "Backed up into " + file
                                + "\nIt does not hold the key of its CHAP secrets: keep secrets.key, from the service's state directory,"
                                + " apart from it");
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileAlreadyExistsException meanwhile) {
            throw inTheWay();
        } catch (IOException | UncheckedIOException unwritable) {
            throw CommandFailed.refused("The backup cannot be written into " + file + ": " + unwritable.getMessage());
        }
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private CommandFailed inTheWay() {
        return CommandFailed.refused(file + " is there already; --force replaces it");
    }

    /** The file gets its name when it is whole and on the disk. */
    private void keep(Path fresh) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        if (force) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            // Unlike a move, a link never takes the place of another file.
            Files.createLink(file, fresh);
        }
    }
}

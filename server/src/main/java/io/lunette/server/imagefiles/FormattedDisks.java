package io.lunette.server.imagefiles;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.GuestFormat;
import io.lunette.port.BlankDisks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empty disks, formatted by this machine's own {@code mkfs} programs in a private directory. A file system is made in a
 * sparse file and packed as qcow2, so that what travels to the host is what it says and not its size.
 */
public final class FormattedDisks implements BlankDisks {
    private static final Logger LOG = LoggerFactory.getLogger(FormattedDisks.class);
    private static final String FAILED = "An empty disk was not made";

    private final Path directory;
    private final Mkfs mkfs;

    private FormattedDisks(Path directory, Mkfs mkfs) {
        this.directory = directory;
        this.mkfs = mkfs;
    }

    /** Makes the directory, private to this user, and clears away what an earlier process left. */
    public static FormattedDisks open(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return new FormattedDisks(directory, Mkfs.ofThisMachine());
    }

    @Override
    public Set<GuestFormat> offered() {
        return Arrays.stream(GuestFormat.values())
                .filter(format -> format == GuestFormat.SWAP || mkfs.has(format))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Outcome<Blank> make(GuestFormat format, String label, ByteCount size) {
        Path file = directory.resolve(UUID.randomUUID() + ".blank");
        try {
            return format == GuestFormat.SWAP ? swap(file, label, size) : formatted(file, format, label, size);
        } catch (IOException problem) {
            remove(file);
            LOG.error("an empty disk cannot be made in {}", directory, problem);
            return failed("the controller cannot write it");
        }
    }

    private static Outcome<Blank> swap(Path file, String label, ByteCount size) throws IOException {
        Files.write(file, SwapHeader.of(size, label, UUID.randomUUID()));
        return Outcome.done(new OwnFile(file));
    }

    private Outcome<Blank> formatted(Path file, GuestFormat format, String label, ByteCount size) throws IOException {
        Path whole = directory.resolve(file.getFileName() + ".raw");
        try {
            try (RandomAccessFile sparse = new RandomAccessFile(whole.toFile(), "rw")) {
                sparse.setLength(size.bytes());
            }
            if (mkfs.format(whole, format, label) && mkfs.pack(whole, file)) {
                return Outcome.done(new OwnFile(file));
            }
            remove(file);
            return failed("mkfs." + format.word() + " or qemu-img failed on the controller");
        } finally {
            remove(whole);
        }
    }

    private static <T> Outcome<T> failed(String why) {
        return Outcome.failed(new StorageFailure.Unavailable(FAILED, why));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    private record OwnFile(Path file) implements Blank {
        @Override
        public void close() {
            remove(file);
        }
    }
}

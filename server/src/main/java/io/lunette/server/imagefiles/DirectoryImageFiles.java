package io.lunette.server.imagefiles;

import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.Unit;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images as files of mode 0600 in one directory: {@code ID.image} as uploaded, {@code ID.raw} made of it. */
public final class DirectoryImageFiles implements ImageFiles {
    static final int BLOCK_BYTES = Qcow2Header.ENOUGH_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryImageFiles.class);
    private static final String PART = ".part";
    private static final String RAW = "raw";
    private static final String QCOW2 = "qcow2";
    /** A CD's content: raw by another name. */
    private static final String ISO = "iso";

    private final Path directory;
    private final long limitBytes;
    private final QemuImg qemuImg;
    private final ReentrantLock converting = new ReentrantLock();

    private DirectoryImageFiles(Path directory, long limitBytes, QemuImg qemuImg) {
        this.directory = directory;
        this.limitBytes = limitBytes;
        this.qemuImg = qemuImg;
    }

    /** Makes the directory, private to this user, and clears away what an earlier process left unfinished. */
    public static DirectoryImageFiles open(Path directory, long limitBytes) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "*" + PART)) {
            for (Path part : parts) {
                Files.delete(part);
            }
        }
        return new DirectoryImageFiles(directory, limitBytes, new QemuImg(directory));
    }

    @Override
    public Outcome<Stored> store(ImageId image, String diskFormat, InputStream data) {
        Path part = directory.resolve(image + PART);
        try {
            return store(image, diskFormat, data, part);
        } catch (IOException unwritable) {
            return Outcome.failed(unwritable(image, unwritable));
        } finally {
            remove(part);
        }
    }

    private Outcome<Stored> store(ImageId image, String diskFormat, InputStream data, Path part) throws IOException {
        try (FileChannel file = create(part)) {
            Upload upload = new Upload(file);
            Outcome<Long> virtualSize = take(diskFormat, data, upload);
            if (virtualSize instanceof Outcome.Failed<Long> refused) {
                return refused.as();
            }
            upload.finish();
            Files.move(part, file(image), StandardCopyOption.ATOMIC_MOVE);
            return virtualSize.map(size -> new Stored(
                    upload.sizeBytes(), size < 0 ? upload.sizeBytes() : size, upload.md5(), upload.sha512()));
        }
    }

    /** The size of the disk in the image; negative where that is the size of the data. */
    private Outcome<Long> take(String diskFormat, InputStream data, Upload upload) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        Outcome<Long> virtualSize = Outcome.done(-1L);
        for (int length = read(data, block); length != 0; length = read(data, block)) {
            if (length < 0) {
                return Outcome.failed(new ImageFailure.UploadBroken());
            }
            if (upload.sizeBytes() == 0) {
                virtualSize = check(diskFormat, Arrays.copyOf(block, length));
            }
            if (upload.sizeBytes() + length > limitBytes) {
                return Outcome.failed(new ImageFailure.TooLarge(limitBytes));
            }
            if (!virtualSize.isDone()) {
                return virtualSize;
            }
            upload.take(block, length);
        }
        return upload.sizeBytes() == 0 ? Outcome.failed(new ImageFailure.UnsafeImage("it is empty")) : virtualSize;
    }

    /** Fills the block as far as there is data: 0 at the end, negative when the sender is gone. */
    private static int read(InputStream data, byte[] block) {
        try {
            return data.readNBytes(block, 0, block.length);
        } catch (IOException | RuntimeException gone) {
            return -1;
        }
    }

    private static Outcome<Long> check(String diskFormat, byte[] start) {
        return switch (diskFormat) {
            case QCOW2 ->
                Qcow2Header.parse(start).map(Qcow2Header::virtualSizeBytes).orFail(ImageFailure.UnsafeImage::new);
            case RAW, ISO ->
                Qcow2Header.isQcow2(start)
                        ? Outcome.failed(new ImageFailure.UnsafeImage(
                                "it is a qcow2 image, and its disk_format says " + diskFormat))
                        : Outcome.done(-1L);
            default -> Outcome.failed(new ImageFailure.UnsafeImage("disk_format " + diskFormat + " is not read here"));
        };
    }

    @Override
    public Optional<Path> find(ImageId image) {
        return Optional.of(file(image)).filter(Files::isRegularFile);
    }

    @Override
    public Outcome<Path> raw(ImageId image, String diskFormat) {
        if (find(image).isEmpty()) {
            return Outcome.failed(new ImageFailure.NotFound(image.toString()));
        }
        if (!diskFormat.equals(QCOW2)) {
            return Outcome.done(file(image));
        }
        Path raw = directory.resolve(image + ".raw");
        // One at a time: a conversion takes a processor and much of the disk's speed.
        converting.lock();
        try {
            return Files.isRegularFile(raw) ? Outcome.done(raw) : convert(image, raw);
        } finally {
            converting.unlock();
        }
    }

    private Outcome<Path> convert(ImageId image, Path raw) {
        Path part = directory.resolve(image + ".raw" + PART);
        try (FileChannel file = create(part)) {
            Parsed<Qcow2Header> header = Qcow2Header.parse(start(file(image)));
            Outcome<Unit> converted = header.orFail(ImageFailure.UnsafeImage::new)
                    .then(known -> qemuImg.convert(image, part, known.virtualSizeBytes()));
            if (converted instanceof Outcome.Failed<Unit> failed) {
                return failed.as();
            }
            file.force(true);
            Files.move(part, raw, StandardCopyOption.ATOMIC_MOVE);
            return Outcome.done(raw);
        } catch (IOException unwritable) {
            return Outcome.failed(unwritable(image, unwritable));
        } finally {
            remove(part);
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Qcow2Header.ENOUGH_BYTES);
        }
    }

    @Override
    public Outcome<Unit> delete(ImageId image) {
        try {
            Files.deleteIfExists(directory.resolve(image + ".raw"));
            Files.deleteIfExists(file(image));
            return Outcome.done();
        } catch (IOException undeletable) {
            return Outcome.failed(unwritable(image, undeletable));
        }
    }

    private Path file(ImageId image) {
        return directory.resolve(image + ".image");
    }

    private static FileChannel create(Path part) throws IOException {
        Files.deleteIfExists(part);
        return FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    /** The cause goes to the log: it names paths of this host. */
    private Failure unwritable(ImageId image, IOException cause) {
        LOG.error("the files of image {} cannot be written in {}", image, directory, cause);
        return new ImageFailure.NotKept(image.toString());
    }
}

package io.lunette.server.iscsi.tgt;

import io.lunette.model.ByteCount;
import io.lunette.model.VolumeId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files behind the LUNs: {@code <volume id>.img}, sparse, and {@code .part} while one is being made. A file has its name
 * only when all that belongs to it is on the disk.
 */
final class LunFiles {
    static final int BLOCK_BYTES = 512;
    private static final String WHOLE = ".img";
    private static final String PART = ".part";

    private final Path directory;
    private final double overcommit;

    LunFiles(Path directory, double overcommit) {
        this.directory = directory.toAbsolutePath();
        this.overcommit = overcommit;
    }

    /** Makes the directory, and removes what a crash left half made. */
    void prepare() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        for (Path part : files(PART)) {
            Files.deleteIfExists(part);
        }
    }

    Path of(VolumeId volume) {
        return directory.resolve(volume + WHOLE);
    }

    /** The size of a volume's LUN, if it has one. */
    Optional<ByteCount> size(VolumeId volume) throws IOException {
        try {
            return Optional.of(new ByteCount(Files.size(of(volume))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    List<VolumeId> volumes() throws IOException {
        return files(WHOLE).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> VolumeId.parse(name.substring(0, name.length() - WHOLE.length())))
                .flatMap(parsed -> parsed.toOptional().stream())
                .sorted(Comparator.comparing(VolumeId::toString))
                .toList();
    }

    /** How large a LUN may be so that every LUN can be written full: what sparse files have not taken yet is spoken for. */
    ByteCount room() throws IOException {
        long promised = 0;
        long taken = 0;
        for (Path file :
                Stream.concat(files(WHOLE).stream(), files(PART).stream()).toList()) {
            promised += length(file);
            taken += AllocatedSpace.of(file);
        }
        double all = overcommit * (Files.getFileStore(directory).getUsableSpace() + taken);
        long room = Math.max(0, (long) all - promised);
        return new ByteCount(room / BLOCK_BYTES * BLOCK_BYTES);
    }

    private static long length(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return 0;
        }
    }

    /** A file of zeroes that already counts as taken. */
    Path begin(VolumeId volume, ByteCount size) throws IOException {
        Path part = directory.resolve(volume + "." + UUID.randomUUID() + PART);
        try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
            file.setLength(size.bytes());
            return part;
        } catch (IOException failed) {
            Files.deleteIfExists(part);
            throw DiskFull.orNot(failed, size.bytes());
        }
    }

    /** Writes the content to the beginning of a file that was begun, and sees to it that it is on the disk. */
    void fill(Path part, Optional<Path> content) throws IOException {
        try {
            if (content.isPresent()) {
                SparseCopy.copy(content.get(), part);
            }
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
                file.force(true);
            }
        } catch (IOException failed) {
            long size = Files.size(part);
            abandon(part);
            throw DiskFull.orNot(failed, size);
        }
    }

    void abandon(Path part) throws IOException {
        Files.deleteIfExists(part);
    }

    /** Gives a file that is complete the volume's name. */
    void finish(Path part, VolumeId volume) throws IOException {
        Files.move(part, of(volume), StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    void grow(VolumeId volume, ByteCount size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(of(volume).toFile(), "rw")) {
            file.setLength(size.bytes());
            file.getChannel().force(true);
        } catch (IOException failed) {
            throw DiskFull.orNot(failed, size.bytes());
        }
    }

    void delete(VolumeId volume) throws IOException {
        if (Files.deleteIfExists(of(volume))) {
            forceDirectory();
        }
    }

    // A name is on the disk only when its directory is.
    private void forceDirectory() throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }
}

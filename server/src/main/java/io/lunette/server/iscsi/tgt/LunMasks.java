package io.lunette.server.iscsi.tgt;

import io.lunette.model.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may see each LUN: {@code <volume id>.initiators} beside the LUN's file, a name a line. tgtd forgets its masks when it
 * ends, and is told them again from here, also after the machine was started again. The files are not forced to the disk:
 * what a loss of power takes of them the service sets again from its store. Nothing is kept in memory: another service may
 * use the same LUNs.
 */
final class LunMasks {
    private static final String ENDING = ".initiators";

    private final Path directory;

    LunMasks(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    private Path file(VolumeId volume) {
        return directory.resolve(volume + ENDING);
    }

    Set<String> of(VolumeId volume) throws IOException {
        try {
            return new TreeSet<>(Files.readAllLines(file(volume)));
        } catch (NoSuchFileException nobody) {
            return new TreeSet<>();
        }
    }

    void add(VolumeId volume, Collection<String> initiators) throws IOException {
        Set<String> mask = of(volume);
        if (mask.addAll(initiators)) {
            write(volume, mask);
        }
    }

    void remove(VolumeId volume, String initiator) throws IOException {
        Set<String> mask = of(volume);
        if (mask.remove(initiator)) {
            write(volume, mask);
        }
    }

    /** Makes a mask exactly this. */
    void set(VolumeId volume, Set<String> initiators) throws IOException {
        if (!of(volume).equals(initiators)) {
            write(volume, new TreeSet<>(initiators));
        }
    }

    private void write(VolumeId volume, Set<String> mask) throws IOException {
        if (mask.isEmpty()) {
            Files.deleteIfExists(file(volume));
            return;
        }
        Path fresh = directory.resolve(volume + ENDING + ".new");
        Files.write(fresh, mask);
        Files.move(fresh, file(volume), StandardCopyOption.ATOMIC_MOVE);
    }

    void forget(VolumeId volume) throws IOException {
        Files.deleteIfExists(file(volume));
    }
}

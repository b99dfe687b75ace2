package io.lunette.server.iscsi.tgt;

import io.lunette.model.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may see each LUN: {@code <volume id>.initiators} beside the LUN's file, a name a line. tgtd forgets its masks when it
 * ends, and is told them again from here, also after the machine was started again. The files are not forced to the disk:
 * what a loss of power takes of them the service sets again from its store.
 */
final class LunMasks {
    private static final String ENDING = ".initiators";

    private final Path directory;
    private final Map<VolumeId, Set<String>> known = new HashMap<>();

    LunMasks(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    private Path file(VolumeId volume) {
        return directory.resolve(volume + ENDING);
    }

    Set<String> of(VolumeId volume) throws IOException {
        return Set.copyOf(read(volume));
    }

    private Set<String> read(VolumeId volume) throws IOException {
        Set<String> mask = known.get(volume);
        if (mask == null) {
            mask = new TreeSet<>(lines(file(volume)));
            known.put(volume, mask);
        }
        return mask;
    }

    private static Collection<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException nobody) {
            return Set.of();
        }
    }

    void add(VolumeId volume, Collection<String> initiators) throws IOException {
        Set<String> mask = read(volume);
        if (mask.addAll(initiators)) {
            write(volume, mask);
        }
    }

    void remove(VolumeId volume, String initiator) throws IOException {
        Set<String> mask = read(volume);
        if (mask.remove(initiator)) {
            write(volume, mask);
        }
    }

    /** Makes a mask exactly this. */
    void set(VolumeId volume, Set<String> initiators) throws IOException {
        Set<String> mask = read(volume);
        if (!mask.equals(initiators)) {
            mask.clear();
            mask.addAll(initiators);
            write(volume, mask);
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
        known.remove(volume);
        Files.deleteIfExists(file(volume));
    }
}

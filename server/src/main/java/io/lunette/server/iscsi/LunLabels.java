package io.lunette.server.iscsi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lunette.model.VolumeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is kept of LUNs in a directory: {@code <volume id>.label} each, one JSON object of texts, which its owner alone may
 * read. A label is replaced as a whole; what a crash left of a new one does no harm.
 */
public final class LunLabels {
    private static final System.Logger LOG = System.getLogger(LunLabels.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String SUFFIX = ".label";

    private final Path directory;

    public LunLabels(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    private Path of(VolumeId volume) {
        return directory.resolve(volume + SUFFIX);
    }

    /** Keeps this one instead of that before. */
    public void write(VolumeId volume, Map<String, String> labels) throws IOException {
        Path part = directory.resolve(volume + "." + UUID.randomUUID() + ".label.part");
        try {
            try (FileChannel file = FileChannel.open(
                    part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer text =
                        ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new TreeMap<>(labels)));
                while (text.hasRemaining()) {
                    file.write(text);
                }
                // Otherwise a power cut might leave the new name on nothing.
                file.force(false);
            }
            Files.move(part, of(volume), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Empty where there is none, or where it cannot be read any more. */
    public Map<String, String> read(VolumeId volume) throws IOException {
        try {
            // JSON has nulls, and the text "null" is one.
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(of(volume)), TEXTS))
                    .filter(texts -> !texts.containsValue(null))
                    .map(Map::copyOf)
                    .orElse(Map.of());
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (JacksonException damaged) {
            LOG.log(System.Logger.Level.WARNING, "the label of volume " + volume + " cannot be read", damaged);
            return Map.of();
        }
    }

    /** The volumes that have one, in no order. */
    public List<VolumeId> volumes() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .flatMap(id -> VolumeId.parse(id).toOptional().stream())
                    .toList();
        }
    }

    /** Done as well where there is none. */
    public void delete(VolumeId volume) throws IOException {
        Files.deleteIfExists(of(volume));
    }
}

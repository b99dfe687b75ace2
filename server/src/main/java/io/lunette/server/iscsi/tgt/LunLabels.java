package io.lunette.server.iscsi.tgt;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is kept beside a LUN's file: {@code <volume id>.label}, one JSON object of texts, which its owner alone may read. A
 * label is replaced as a whole; what a crash left of a new one is removed with other half-made files.
 */
final class LunLabels {
    private static final System.Logger LOG = System.getLogger(LunLabels.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Path directory;

    LunLabels(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    private Path of(VolumeId volume) {
        return directory.resolve(volume + ".label");
    }

    void write(VolumeId volume, Map<String, String> labels) throws IOException {
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

    Map<String, String> read(VolumeId volume) throws IOException {
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

    void delete(VolumeId volume) throws IOException {
        Files.deleteIfExists(of(volume));
    }
}

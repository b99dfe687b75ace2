package io.lunette.server.iscsi.tgt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.VolumeId;
import io.lunette.server.iscsi.LunLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LunLabelsTest {
    private final VolumeId volume = new VolumeId(UUID.randomUUID());

    @TempDir
    Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    void a_label_is_one_file_that_its_owner_alone_may_read() throws IOException {
        LunLabels labels = new LunLabels(directory);
        labels.write(volume, Map.of("a", "1"));
        labels.write(volume, Map.of("a", "2"));
        assertEquals(List.of(directory.resolve(volume + ".label")), files());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())));
    }

    @Test
    void a_damaged_label_counts_as_none() throws IOException {
        LunLabels labels = new LunLabels(directory);
        for (String damaged : List.of("", "{", "null", "[]", "{\"a\": null}", "{\"a\": {}}", "\u0000\u0000")) {
            Files.writeString(directory.resolve(volume + ".label"), damaged);
            assertEquals(Map.of(), labels.read(volume), damaged);
        }
    }

    @Test
    void what_a_crash_left_of_a_label_goes_with_the_next_start() throws IOException {
        Files.writeString(directory.resolve(volume + ".x.label.part"), "{");
        new LunFiles(directory, 1).prepare();
        assertEquals(List.of(), files());
    }
}

package io.lunette.server.iscsi.tgt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ByteCount;
import io.lunette.model.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LunFilesTest {
    private static final int MIB = 1 << 20;
    private final VolumeId volume = new VolumeId(UUID.randomUUID());

    @TempDir
    Path directory;

    @Test
    void holes_of_the_content_stay_holes() throws IOException {
        byte[] content = new byte[8 * MIB];
        Arrays.fill(content, 3 * MIB, 3 * MIB + 10, (byte) 7);
        LunFiles files = files(1);
        Path part = files.begin(volume, ByteCount.ofMiB(16));
        files.fill(part, Optional.of(Files.write(directory.resolve("content"), content)));
        files.finish(part, volume);
        assertArrayEquals(Arrays.copyOf(content, 16 * MIB), Files.readAllBytes(files.of(volume)));
        assertTrue(AllocatedSpace.of(files.of(volume)) <= MIB, "takes " + AllocatedSpace.of(files.of(volume)));
    }

    @Test
    void content_of_any_length_is_copied_whole() throws IOException {
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, MIB - 1, MIB, MIB + 1, 3 * MIB + 12_345}) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) 1);
            Path from = Files.write(directory.resolve("content"), content);
            Path to = Files.write(directory.resolve("copy"), new byte[0]);
            SparseCopy.copy(from, to);
            assertArrayEquals(content, Files.readAllBytes(to));
        }
    }

    @Test
    void a_file_has_its_name_only_when_it_is_finished() throws IOException {
        LunFiles files = files(1);
        Path part = files.begin(volume, ByteCount.ofMiB(1));
        assertEquals(List.of(), files.volumes());
        files.fill(part, Optional.empty());
        files.finish(part, volume);
        assertEquals(List.of(volume), files.volumes());
        assertEquals(Optional.of(ByteCount.ofMiB(1)), files.size(volume));
    }

    @Test
    void what_a_crash_left_half_made_is_removed_at_the_next_start() throws IOException {
        LunFiles files = files(1);
        Path part = files.begin(volume, ByteCount.ofMiB(1));
        files.prepare();
        assertTrue(Files.notExists(part));
    }

    @Test
    void files_that_are_no_luns_are_not_listed() throws IOException {
        LunFiles files = files(1);
        Files.writeString(directory.resolve("README.img"), "not a volume");
        assertEquals(List.of(), files.volumes());
    }

    @Test
    void overcommitting_promises_the_room_several_times() throws IOException {
        long once = files(1).room().bytes();
        long twice = files(2).room().bytes();
        assertTrue(twice > once + once / 2, once + " and " + twice);
    }

    private LunFiles files(double overcommit) throws IOException {
        LunFiles files = new LunFiles(directory, overcommit);
        files.prepare();
        return files;
    }
}

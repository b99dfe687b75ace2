package io.lunette.server.imagefiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lunette.model.ByteCount;
import io.lunette.model.GuestFormat;
import io.lunette.port.BlankDisks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Empty disks as this machine's own programs make them. */
class FormattedDisksTest {
    private static final ByteCount SIZE = ByteCount.ofMiB(64);

    @TempDir
    Path directory;

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void a_swap_area_is_one_page_that_linux_knows_and_goes_when_it_is_closed() throws IOException {
        FormattedDisks disks = FormattedDisks.open(directory);
        assertTrue(disks.offered().contains(GuestFormat.SWAP));
        try (BlankDisks.Blank swap = disks.make(GuestFormat.SWAP, "swap", SIZE).get()) {
            byte[] page = Files.readAllBytes(swap.file());
            assertEquals(4096, page.length);
            assertArrayEquals("SWAPSPACE2".getBytes(StandardCharsets.US_ASCII), Arrays.copyOfRange(page, 4086, 4096));
            ByteBuffer info =
                    ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).position(1024);
            assertEquals(1, info.getInt());
            assertEquals(SIZE.bytes() / 4096 - 1, info.getInt());
            assertEquals(0, info.getInt());
        }
        assertTrue(empty(directory));
    }

    @Test
    void a_file_system_is_made_in_a_qcow2_of_the_disks_size_that_is_far_smaller() throws IOException {
        FormattedDisks disks = FormattedDisks.open(directory);
        assumeTrue(disks.offered().contains(GuestFormat.EXT4), "no mkfs.ext4 here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-img")), "no qemu-img here");
        try (BlankDisks.Blank blank =
                disks.make(GuestFormat.EXT4, "ephemeral0", SIZE).get()) {
            byte[] file = Files.readAllBytes(blank.file());
            assertEquals(SIZE.bytes(), Qcow2Header.parse(file).get().virtualSizeBytes());
            assertTrue(file.length < SIZE.bytes() / 4, "it has " + file.length + " bytes");
            assertTrue(new String(file, StandardCharsets.ISO_8859_1).contains("ephemeral0"));
        }
        assertTrue(empty(directory));
    }

    @Test
    void a_program_that_is_not_there_is_not_offered_and_leaves_nothing() throws IOException {
        Mkfs none = new Mkfs(List.of(directory.resolve("nowhere")));
        assertFalse(none.has(GuestFormat.XFS));
        Path file = Files.createFile(directory.resolve("disk"));
        assertFalse(none.format(file, GuestFormat.XFS, "ephemeral0"));
    }

    @Test
    void what_an_earlier_process_left_is_cleared_away() throws IOException {
        Files.createFile(directory.resolve("old.blank"));
        FormattedDisks.open(directory);
        assertTrue(empty(directory));
    }
}

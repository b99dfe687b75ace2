package io.lunette.port.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure.NoSuchDomain;
import io.lunette.failure.HostFailure.Refused;
import io.lunette.failure.Outcome;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor.DiskFormat;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lies in Lunette's pool on the host: the disks of images, and console logs. */
public abstract class HypervisorPoolContract extends HypervisorContract {
    private static final int MEBIBYTE = 1 << 20;
    private final List<String> disks = new ArrayList<>();

    @AfterEach
    void removeDisks() {
        disks.forEach(disk -> hypervisor().removeDisk(disk));
    }

    private String newDisk() {
        String name = "contract-" + UUID.randomUUID();
        disks.add(name);
        return name;
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(20261123).nextBytes(bytes);
        return bytes;
    }

    private Outcome<String> importRaw(String disk, long capacity, byte[] content) {
        return hypervisor()
                .importDisk(disk, DiskFormat.RAW, capacity, content.length, new ByteArrayInputStream(content));
    }

    private byte[] contentOf(String path, int length) {
        return stage().readDisk(path, length).orElseThrow();
    }

    @Test
    void an_imported_disk_holds_what_was_sent() {
        byte[] content = noise(3 * MEBIBYTE + 17);
        String path = importRaw(newDisk(), 3 * MEBIBYTE + 17, content).get();
        assertTrue(path.startsWith(hypervisor().capabilities().get().poolPath() + "/"));
        assertArrayEquals(noise(3 * MEBIBYTE + 17), contentOf(path, content.length));
    }

    @Test
    void a_disk_is_as_large_as_was_asked_for_and_zero_after_its_content() {
        String path = importRaw(newDisk(), 8 * MEBIBYTE, noise(512)).get();
        assertEquals(8 * MEBIBYTE, stage().diskCapacity(path));
        byte[] start = contentOf(path, 1024);
        assertArrayEquals(new byte[512], java.util.Arrays.copyOfRange(start, 512, 1024));
    }

    @Test
    void a_disk_is_never_smaller_than_its_content() {
        String path = importRaw(newDisk(), 512, noise(MEBIBYTE)).get();
        assertEquals(MEBIBYTE, stage().diskCapacity(path));
    }

    @Test
    void a_qcow2_disk_grows_to_the_capacity_and_stays_qcow2() {
        byte[] image = stage().qcow2OfOneMebibyte();
        String path = hypervisor()
                .importDisk(newDisk(), DiskFormat.QCOW2, 5 * MEBIBYTE, image.length, new ByteArrayInputStream(image))
                .get();
        assertEquals(5 * MEBIBYTE, stage().diskCapacity(path));
        assertArrayEquals(new byte[] {'Q', 'F', 'I', (byte) 0xfb}, contentOf(path, 4));
    }

    @Test
    void a_disk_of_the_same_name_is_replaced() {
        String disk = newDisk();
        importRaw(disk, 4 * MEBIBYTE, noise(MEBIBYTE)).get();
        byte[] second = "second".getBytes(UTF_8);
        String path = importRaw(disk, MEBIBYTE, second).get();
        assertArrayEquals(second, contentOf(path, second.length));
        assertEquals(MEBIBYTE, stage().diskCapacity(path));
    }

    @Test
    void content_that_ends_too_soon_leaves_no_disk() {
        String disk = newDisk();
        assertFailed(
                Refused.class,
                hypervisor()
                        .importDisk(disk, DiskFormat.RAW, MEBIBYTE, MEBIBYTE, new ByteArrayInputStream(noise(1000))));
        assertNoDisk(disk);
    }

    @Test
    void content_that_cannot_be_read_leaves_no_disk() {
        String disk = newDisk();
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("the image store is gone");
            }
        };
        assertFailed(Refused.class, hypervisor().importDisk(disk, DiskFormat.RAW, MEBIBYTE, MEBIBYTE, broken));
        assertNoDisk(disk);
    }

    @Test
    void a_removed_disk_is_gone_and_may_be_removed_again() {
        String disk = newDisk();
        importRaw(disk, MEBIBYTE, noise(512)).get();
        assertEquals(Outcome.done(), hypervisor().removeDisk(disk));
        assertNoDisk(disk);
        assertEquals(Outcome.done(), hypervisor().removeDisk(disk));
    }

    private void assertNoDisk(String disk) {
        String path = hypervisor().capabilities().get().poolPath() + "/" + disk;
        assertEquals(Optional.empty(), stage().readDisk(path, 1));
    }

    @Test
    void a_server_starts_with_an_imported_disk() {
        String path = importRaw(newDisk(), MEBIBYTE, noise(512)).get();
        assertEquals(
                "vda",
                live(paused(SampleDomain.fileDisk(path))).disks().getFirst().target());
    }

    private ServerId withConsole() {
        ServerId server = newServer();
        String log = hypervisor().capabilities().get().consoleLogPath(server);
        hypervisor()
                .define(SampleDomain.with(server, SampleDomain.serialLoggedTo(log)))
                .get();
        return server;
    }

    private String console(ServerId server, Integer lines) {
        return hypervisor().console(server, Optional.ofNullable(lines)).get();
    }

    @Test
    void the_console_of_a_server_that_never_ran_is_empty() {
        assertEquals("", console(withConsole(), null));
    }

    @Test
    void the_console_shows_what_the_guest_printed() {
        ServerId server = withConsole();
        hypervisor().startPaused(server).get();
        stage().printOnConsole(server, "first\nsecond\nthird\n");
        assertEquals("first\nsecond\nthird\n", console(server, null));
    }

    @Test
    void the_console_can_be_asked_for_its_last_lines() {
        ServerId server = withConsole();
        hypervisor().startPaused(server).get();
        stage().printOnConsole(server, "first\nsecond\nthird\nlogin: ");
        assertEquals("third\nlogin: ", console(server, 2));
        assertEquals("first\nsecond\nthird\nlogin: ", console(server, 100));
        assertEquals("", console(server, 0));
    }

    @Test
    void the_console_stays_readable_after_the_server_is_off() {
        ServerId server = withConsole();
        hypervisor().startPaused(server).get();
        stage().printOnConsole(server, "last words\n");
        hypervisor().powerOff(server).get();
        assertEquals("last words\n", console(server, null));
    }

    @Test
    void a_console_gives_at_most_its_last_mebibyte() {
        ServerId server = withConsole();
        hypervisor().startPaused(server).get();
        stage().printOnConsole(server, "x".repeat(MEBIBYTE + 100) + "end");
        String console = console(server, null);
        assertEquals(MEBIBYTE, console.length());
        assertTrue(console.endsWith("end"));
    }

    @Test
    void a_server_that_is_not_there_has_no_console() {
        assertFailed(NoSuchDomain.class, hypervisor().console(newServer(), Optional.empty()));
    }

    @Test
    void a_forgotten_server_leaves_no_console_log() {
        ServerId server = withConsole();
        hypervisor().startPaused(server).get();
        stage().printOnConsole(server, "secret of the last owner\n");
        hypervisor().powerOff(server).get();
        hypervisor().undefine(server).get();
        hypervisor().define(SampleDomain.empty(server)).get();
        assertFalse(console(server, null).contains("secret"));
    }
}

package io.lunette.server.libvirt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.port.contract.HostInspectionContract;
import io.lunette.port.contract.HypervisorStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class LibvirtInspectionTest extends HostInspectionContract {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }

    @Override
    protected String folder() {
        return folder.toString();
    }

    @BeforeEach
    void fill() {
        try {
            Files.writeString(folder.resolve("one.conf"), "first");
            Files.writeString(folder.resolve("two.txt"), "x".repeat(2000));
            Files.createDirectory(folder.resolve("inner.conf"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String virsh(String... arguments) {
        String[] command = new String[arguments.length + 3];
        System.arraycopy(new String[] {"virsh", "-c", "qemu:///system"}, 0, command, 0, 3);
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return Commands.run(command);
    }

    private String one() {
        return new String(
                stage().hypervisor()
                        .inspection()
                        .files(folder(), "one.conf"::equals, MEBIBYTE)
                        .get()
                        .orElseThrow()
                        .get("one.conf"),
                ISO_8859_1);
    }

    private void makePool(String name) throws IOException {
        Path xml = Files.createTempFile("pool", ".xml");
        Files.writeString(
                xml, "<pool type='dir'><name>" + name + "</name><target><path>" + folder + "</path></target></pool>");
        virsh("pool-create", xml.toString());
        Files.delete(xml);
    }

    private boolean hasPool(String name) {
        return virsh("pool-list", "--name").lines().map(String::strip).anyMatch(name::equals);
    }

    @AfterEach
    void no_pool_is_left() {
        assertFalse(virsh("pool-list", "--name").contains(folder.getFileName().toString()));
    }

    @Test
    void a_pool_that_somebody_has_on_the_folder_is_read_and_stays() throws IOException {
        String theirs = "theirs-" + ProcessHandle.current().pid();
        makePool(theirs);
        try {
            assertEquals("first", one());
            assertTrue(hasPool(theirs));
        } finally {
            virsh("pool-destroy", theirs);
        }
    }

    @Test
    void a_pool_that_a_dead_controller_left_behind_is_read_and_cleared_away() throws IOException {
        String left = "lunette-doctor-left-" + ProcessHandle.current().pid();
        makePool(left);
        Files.writeString(folder.resolve("one.conf"), "later");
        assertEquals("later", one());
        assertFalse(hasPool(left));
    }

    @Test
    void the_helper_for_reservations_is_read_whole() {
        byte[] helper = stage().hypervisor()
                .inspection()
                .files("/usr/bin", "qemu-pr-helper"::equals, 16 * MEBIBYTE)
                .get()
                .orElseThrow()
                .get("qemu-pr-helper");
        assertEquals(Path.of("/usr/bin/qemu-pr-helper").toFile().length(), helper.length);
    }
}

package io.lunette.port.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.port.HostInspection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Looking at a host through libvirt: each look leaves the host as it was. */
public abstract class HostInspectionContract {
    private static final int KIBIBYTE = 1 << 10;
    private static final Duration NEAR = Duration.ofSeconds(2);

    protected abstract HypervisorStage stage();

    /** A folder of the host with the files {@code one.conf} ("first") and {@code two.txt} (2000 bytes). */
    protected abstract String folder();

    private HostInspection inspection() {
        return stage().hypervisor().inspection();
    }

    private String read(String folder, String name) {
        Map<String, byte[]> files =
                inspection().files(folder, name::equals, 4 * KIBIBYTE).get().orElseThrow();
        assertEquals(Set.of(name), files.keySet());
        return new String(files.get(name), ISO_8859_1);
    }

    @Test
    void the_files_that_are_wanted_are_read_and_no_others() {
        assertEquals("first", read(folder(), "one.conf"));
        assertEquals(2000, read(folder(), "two.txt").length());
        assertEquals(
                Set.of("one.conf"),
                inspection()
                        .files(folder(), name -> name.endsWith(".conf"), KIBIBYTE)
                        .get()
                        .orElseThrow()
                        .keySet());
        assertTrue(inspection()
                .files(folder(), "none"::equals, KIBIBYTE)
                .get()
                .orElseThrow()
                .isEmpty());
    }

    @Test
    void a_folder_can_be_read_again_and_again() {
        for (int i = 0; i < 3; i++) {
            assertEquals("first", read(folder(), "one.conf"));
        }
    }

    @Test
    void a_folder_that_is_not_there_is_empty_and_is_not_made() {
        String none = folder() + "/none";
        assertEquals(
                Optional.empty(),
                inspection().files(none, any -> true, KIBIBYTE).get());
        assertEquals(
                Optional.empty(),
                inspection().files(none, any -> true, KIBIBYTE).get());
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        Outcome<?> refused = inspection().files(folder(), "two.txt"::equals, KIBIBYTE);
        assertInstanceOf(HostFailure.Refused.class, refused.failureIfAny().orElseThrow());
        assertTrue(refused.failureIfAny().orElseThrow().why().contains("1024 bytes"), refused::toString);
    }

    @Test
    void the_time_of_a_host_on_the_same_clock_is_the_same() {
        for (int i = 0; i < 2; i++) {
            assertTrue(inspection().time().get().ahead().abs().compareTo(NEAR) < 0);
        }
    }

    @Test
    void looking_at_the_time_leaves_no_file() {
        inspection().time().get();
        String pool = stage().hypervisor().capabilities().get().poolPath();
        assertTrue(stage().readDisk(pool + "/lunette-doctor.clock", 1).isEmpty());
    }

    @Test
    void the_capabilities_of_domains_are_libvirts() {
        assertEquals(
                "domainCapabilities",
                Xml.parse(inspection().domainCapabilities().get()).name());
    }

    @Test
    void each_disk_is_a_node_device() {
        inspection()
                .disks()
                .get()
                .forEach(xml -> assertEquals("device", Xml.parse(xml).name()));
    }

    @Test
    void a_portal_on_which_nobody_answers_tells_no_targets() {
        assertFalse(inspection().targets(stage().deadPath().portal()).isDone());
    }
}

package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.ScsiModel;
import io.lunette.server.libvirt.KeptTrials.Found;
import io.lunette.server.libvirt.KeptTrials.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTrialsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Subject SUBJECT =
            new Subject("qemu:///system", LibvirtHost.VirtType.AUTO, "9.0.0", "7.2.22", "pc-q35-7.2", true);
    private static final Found FOUND = new Found(false, Set.of(ScsiModel.VIRTIO_SCSI, ScsiModel.LSILOGIC));

    @TempDir
    Path folder;

    private KeptTrials at(Instant now) {
        return new KeptTrials(folder.resolve("host.trials"), () -> now);
    }

    @Test
    void a_service_that_is_started_again_knows_what_was_found() {
        at(NOON).keep(SUBJECT, FOUND);
        assertEquals(Optional.of(FOUND), at(NOON.plusSeconds(60)).find(SUBJECT));
    }

    @Test
    void nothing_is_known_of_a_host_that_was_not_tried() {
        assertEquals(Optional.empty(), at(NOON).find(SUBJECT));
    }

    @Test
    void another_version_or_setting_is_tried_anew() {
        at(NOON).keep(SUBJECT, FOUND);
        for (Subject other : List.of(
                new Subject("qemu+ssh://b/system", LibvirtHost.VirtType.AUTO, "9.0.0", "7.2.22", "pc-q35-7.2", true),
                new Subject("qemu:///system", LibvirtHost.VirtType.QEMU, "9.0.0", "7.2.22", "pc-q35-7.2", true),
                new Subject("qemu:///system", LibvirtHost.VirtType.AUTO, "9.0.1", "7.2.22", "pc-q35-7.2", true),
                new Subject("qemu:///system", LibvirtHost.VirtType.AUTO, "9.0.0", "8.2.0", "pc-q35-7.2", true),
                new Subject("qemu:///system", LibvirtHost.VirtType.AUTO, "9.0.0", "7.2.22", "pc-q35-8.2", true),
                new Subject("qemu:///system", LibvirtHost.VirtType.AUTO, "9.0.0", "7.2.22", "pc-q35-7.2", false))) {
            assertEquals(Optional.empty(), at(NOON).find(other), other.toString());
        }
    }

    @Test
    void after_a_day_or_a_clock_that_went_back_it_is_tried_anew() {
        at(NOON).keep(SUBJECT, FOUND);
        assertEquals(Optional.empty(), at(NOON.plus(Duration.ofDays(1))).find(SUBJECT));
        assertEquals(Optional.empty(), at(NOON.minusSeconds(1)).find(SUBJECT));
    }

    @Test
    void a_file_that_was_scribbled_on_is_as_none() throws IOException {
        Path file = folder.resolve("host.trials");
        for (String scribble : List.of("", "at", "at=\\u00zz", "at=noon", "at=" + NOON + "\nvirt-type=XEN")) {
            Files.writeString(file, scribble);
            assertEquals(Optional.empty(), at(NOON).find(SUBJECT), scribble);
        }
    }
}

package io.lunette.usecase.volume;

import static io.lunette.usecase.volume.VolumeWorld.ANN;
import static io.lunette.usecase.volume.VolumeWorld.filled;
import static io.lunette.usecase.volume.VolumeWorld.sized;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.ByteCount;
import io.lunette.model.Image;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeVolumesTest {
    private final VolumeWorld world = new VolumeWorld(10);

    private int restart() {
        world.crash();
        int resumed = world.volumes.work().resumeAll();
        world.work();
        return resumed;
    }

    @Test
    void a_volume_whose_making_was_cut_off_is_made_after_the_restart() {
        Volume volume = world.volumes.create().create(ANN, sized("data", 1)).get();
        assertEquals(1, restart());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
    }

    @Test
    void a_copy_that_was_cut_off_is_made_again() {
        Image image = world.image("tiny", "boot", 0, Map.of());
        Volume volume = world.volumes
                .create()
                .create(ANN, filled("root", 1, image.id().toString()))
                .get();
        world.store.volumes().update(volume.with(VolumeStatus.DOWNLOADING));
        assertEquals(1, restart());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
        assertEquals('b', world.source.read(volume.id(), 0, 1)[0]);
    }

    @Test
    void a_lun_that_was_made_before_the_crash_is_taken_as_it_is() {
        Volume volume = world.volumes.create().create(ANN, sized("data", 1)).get();
        world.source.create(volume.id(), ByteCount.ofGiB(1), Optional.empty()).get();
        restart();
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
        assertEquals(List.of(volume.id()), world.source.volumes().get());
    }

    @Test
    void a_deletion_that_was_cut_off_ends() {
        Volume volume = world.volume("data", 1);
        world.volumes.delete().delete(ANN, volume.id()).get();
        assertEquals(1, restart());
        assertEquals(Optional.empty(), world.store.volumes().find(volume.id()));
        assertEquals(List.of(), world.source.volumes().get());
    }

    @Test
    void an_extension_that_was_cut_off_ends_with_the_size_that_the_lun_has() {
        Volume volume = world.volume("data", 1);
        world.store.volumes().update(volume.with(VolumeStatus.EXTENDING));
        world.source.extend(volume.id(), ByteCount.ofGiB(3)).get();
        assertEquals(1, restart());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
        assertEquals(3, world.row(volume.id()).sizeGiB());
    }

    @Test
    void volumes_at_rest_are_left_alone() {
        Volume volume = world.volume("data", 1);
        assertEquals(0, restart());
        assertEquals(volume, world.row(volume.id()));
    }
}

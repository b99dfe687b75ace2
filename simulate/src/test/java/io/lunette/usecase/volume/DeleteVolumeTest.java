package io.lunette.usecase.volume;

import static io.lunette.usecase.volume.VolumeWorld.ADMIN;
import static io.lunette.usecase.volume.VolumeWorld.ANN;
import static io.lunette.usecase.volume.VolumeWorld.BOB;
import static io.lunette.usecase.volume.VolumeWorld.sized;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeleteVolumeTest {
    private final VolumeWorld world = new VolumeWorld(10);
    private final Volume volume = world.volume("data", 1);

    private Failure refused(Volume which) {
        return world.volumes.delete().delete(ANN, which.id()).failureIfAny().orElseThrow();
    }

    @Test
    void a_volume_is_deleting_until_its_lun_is_gone() {
        assertEquals(
                VolumeStatus.DELETING,
                world.volumes.delete().delete(ANN, volume.id()).get().status());
        assertEquals(VolumeStatus.DELETING, world.row(volume.id()).status());
        world.work();
        assertEquals(Optional.empty(), world.store.volumes().find(volume.id()));
        assertEquals(List.of(), world.source.volumes().get());
    }

    @Test
    void the_second_of_two_deletions_is_refused() {
        world.volumes.delete().delete(ANN, volume.id()).get();
        assertInstanceOf(VolumeFailure.WrongState.class, refused(volume));
    }

    @Test
    void a_volume_that_a_server_has_stays() {
        Attachment attachment = world.attached(volume.id(), AttachmentStatus.ATTACHED);
        world.store.volumes().update(volume.with(VolumeStatus.IN_USE));
        Failure failure = refused(volume);
        assertEquals(409, failure.kind().httpStatus());
        assertTrue(failure.fix().contains("openstack server remove volume " + attachment.server()));
        assertEquals(List.of(volume.id()), world.source.volumes().get());
    }

    @Test
    void another_projects_volume_is_not_there() {
        assertEquals(
                new VolumeFailure.NotFound(volume.id().toString()),
                world.volumes.delete().delete(BOB, volume.id()).failureIfAny().orElseThrow());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
    }

    @Test
    void a_lun_that_could_not_be_removed_keeps_its_volume_and_the_reason_and_can_be_deleted_again() {
        world.volumes.delete().delete(ANN, volume.id()).get();
        world.source.failNext(new StorageFailure.Unavailable("The LUN was not removed", "the target is down"));
        world.work();
        Volume left = world.row(volume.id());
        assertEquals(VolumeStatus.ERROR_DELETING, left.status());
        assertTrue(left.fault().orElseThrow().contains("the target is down"));

        world.volumes.delete().delete(ANN, volume.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.volumes().find(volume.id()));
    }

    @Test
    void a_volume_that_is_being_made_is_removed_by_an_administrator_alone() {
        Volume young = world.volumes.create().create(ANN, sized("young", 1)).get();
        assertInstanceOf(VolumeFailure.WrongState.class, refused(young));
        assertInstanceOf(
                IdentityFailure.NotAllowed.class,
                world.volumes.delete().force(ANN, young.id()).failureIfAny().orElseThrow());

        world.volumes.delete().force(ADMIN, young.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.volumes().find(young.id()));
        assertEquals(List.of(volume.id()), world.source.volumes().get());
    }

    @Test
    void not_even_force_takes_a_volume_from_a_server() {
        world.attached(volume.id(), AttachmentStatus.ATTACHING);
        assertInstanceOf(
                VolumeFailure.AttachedByComputeAlone.class,
                world.volumes.delete().force(ADMIN, volume.id()).failureIfAny().orElseThrow());
    }
}

package io.lunette.usecase.volume;

import static io.lunette.usecase.volume.VolumeWorld.ANN;
import static io.lunette.usecase.volume.VolumeWorld.filled;
import static io.lunette.usecase.volume.VolumeWorld.sized;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Image;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.SimulatedLunSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateVolumeTest {
    private final VolumeWorld world = new VolumeWorld(10);

    private Volume create(CreateVolumeRequest request) {
        return world.volumes.create().create(ANN, request).get();
    }

    private Failure refused(CreateVolumeRequest request) {
        Failure failure =
                world.volumes.create().create(ANN, request).failureIfAny().orElseThrow();
        assertEquals(List.of(), world.store.volumes().list(Optional.empty()), "nothing was changed");
        return failure;
    }

    @Test
    void a_volume_is_creating_when_the_request_is_answered_and_available_when_its_lun_is_there() {
        Volume answered = create(sized("data", 2));
        assertEquals(VolumeStatus.CREATING, answered.status());
        assertTrue(answered.lun().isEmpty());

        world.work();

        Volume made = world.row(answered.id());
        assertEquals(VolumeStatus.AVAILABLE, made.status());
        assertEquals(ByteCount.ofGiB(2), made.lun().orElseThrow().identity().size());
        assertEquals(
                Optional.of(made),
                world.store
                        .volumes()
                        .findByWwid(made.lun().orElseThrow().identity().wwid()));
        assertFalse(made.bootable());
    }

    @Test
    void nobody_sees_the_lun_once_the_controller_has_looked_at_it() {
        assertEquals(
                List.of(), world.source.exposedTo(world.volume("data", 1).id()).get());
    }

    @Test
    void a_volume_from_an_image_holds_its_data_and_takes_its_properties() {
        Image image = world.image("tiny", "boot sector", 0, Map.of("hw_scsi_model", "virtio-scsi"));
        Volume answered = create(filled("root", 1, image.id().toString()));
        assertFalse(answered.bootable(), "there is nothing on it yet");

        world.work();

        Volume made = world.row(answered.id());
        assertTrue(made.bootable());
        assertEquals("boot sector", new String(world.source.read(made.id(), 0, 11), StandardCharsets.UTF_8));
        assertEquals("virtio-scsi", made.imageMetadata().get("hw_scsi_model"));
        assertEquals(image.id().toString(), made.imageMetadata().get("image_id"));
        assertEquals(Map.of(), made.metadata(), "what an image says is not what the owner says");
    }

    @Test
    void a_copy_that_the_storage_does_not_take_ends_in_error() {
        Image image = world.image("tiny", "x", 0, Map.of());
        Volume answered = create(filled("root", 1, image.id().toString()));
        world.source.freeze();
        world.work();
        // Two changes: downloading, then error.
        Volume broken = world.row(answered.id());
        assertEquals(VolumeStatus.ERROR, broken.status());
        assertEquals(2, broken.revision());
    }

    @Test
    void an_image_may_be_named_by_its_name_or_by_a_url_that_ends_in_its_id() {
        Image image = world.image("tiny", "x", 0, Map.of());
        assertEquals(Optional.of(image.id()), create(filled("a", 1, "tiny")).sourceImage());
        assertEquals(
                Optional.of(image.id()),
                create(filled("b", 1, "http://cloud/image/v2/images/" + image.id()))
                        .sourceImage());
    }

    @Test
    void an_image_that_is_not_there_is_a_wrong_field_and_not_a_missing_volume() {
        for (String image : List.of("00000000-0000-0000-0000-000000000000", "nothing", "'; drop table", "")) {
            Failure failure = refused(filled("root", 1, image));
            assertInstanceOf(RequestFailure.InvalidField.class, failure);
            assertEquals(400, failure.kind().httpStatus());
        }
    }

    @Test
    void an_image_name_that_several_have_is_refused() {
        world.image("tiny", "x", 0, Map.of());
        world.image("tiny", "y", 0, Map.of());
        assertTrue(refused(filled("root", 1, "tiny")).why().contains("several images"));
    }

    @Test
    void an_image_larger_than_the_volume_is_refused_at_once() {
        Image image = world.image("large", "x", 5, Map.of());
        Failure failure = refused(filled("root", 4, image.id().toString()));
        assertEquals(new ImageFailure.LargerThanVolume(image.id().toString(), 5, 4), failure);
    }

    @Test
    void a_volume_that_the_storage_has_no_room_for_is_refused_at_once() {
        Failure failure = refused(sized("huge", 11));
        assertInstanceOf(StorageFailure.NoSpace.class, failure);
        assertEquals(413, failure.kind().httpStatus());
    }

    @Test
    void room_that_others_took_meanwhile_ends_in_error_with_the_reason_and_no_lun() {
        Volume first = create(sized("first", 7));
        Volume second = create(sized("second", 7));
        world.work();
        assertEquals(VolumeStatus.AVAILABLE, world.row(first.id()).status());
        Volume late = world.row(second.id());
        assertEquals(VolumeStatus.ERROR, late.status());
        assertTrue(late.fault().orElseThrow().contains("no room"), late.fault().orElseThrow());
        assertEquals(List.of(first.id()), world.source.volumes().get());
    }

    @Test
    void an_unknown_type_is_refused() {
        CreateVolumeRequest request =
                new CreateVolumeRequest(1, "a", "", Optional.empty(), Optional.of("gold"), Map.of());
        assertEquals(new VolumeFailure.TypeNotFound("gold"), refused(request));
    }

    @Test
    void a_lun_that_cannot_be_reached_is_removed_again() {
        world.probe.silence(SimulatedLunSource.PORTAL);
        Volume answered = create(sized("data", 1));
        world.work();
        Volume broken = world.row(answered.id());
        assertEquals(VolumeStatus.ERROR, broken.status());
        assertTrue(broken.fault().orElseThrow().contains("cannot be reached"));
        assertEquals(List.of(), world.source.volumes().get());
    }

    @Test
    void a_lun_with_the_identity_of_another_volume_is_not_let_in() {
        Volume first = world.volume("first", 1);
        Volume second = create(sized("second", 1));
        world.source.create(second.id(), ByteCount.ofGiB(1), Optional.empty()).get();
        world.source.swapIdentities(first.id(), second.id());

        world.work();

        Volume broken = world.row(second.id());
        assertEquals(VolumeStatus.ERROR, broken.status());
        assertTrue(broken.fault().orElseThrow().contains(first.id().toString()));
    }

    @Test
    void a_lun_made_for_a_volume_that_was_forgotten_meanwhile_is_removed() {
        Volume answered = create(sized("data", 1));
        world.store.volumes().remove(answered.id());
        world.work();
        assertEquals(List.of(), world.source.volumes().get());
    }
}

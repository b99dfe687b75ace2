package io.lunette.usecase.volume;

import static io.lunette.usecase.volume.ChangeMetadata.Kind.OF_IMAGE;
import static io.lunette.usecase.volume.ChangeMetadata.Kind.OWN;
import static io.lunette.usecase.volume.VolumeWorld.ADMIN;
import static io.lunette.usecase.volume.VolumeWorld.ANN;
import static io.lunette.usecase.volume.VolumeWorld.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangeVolumeTest {
    private final VolumeWorld world = new VolumeWorld(10);
    private final Volume volume = world.volume("data", 2);

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    @Test
    void properties_are_added_replaced_and_removed_one_by_one_or_all_at_once() {
        ChangeMetadata metadata = world.volumes.metadata();
        assertEquals(
                Map.of("a", "1", "b", "2"),
                metadata.add(ANN, volume.id(), OWN, Map.of("a", "1", "b", "2")).get());
        assertEquals(
                Map.of("a", "1", "b", "3"),
                metadata.add(ANN, volume.id(), OWN, Map.of("b", "3")).get());
        assertEquals(
                Map.of("a", "1"), metadata.remove(ANN, volume.id(), OWN, "b").get());
        assertEquals(
                Map.of("c", "4"),
                metadata.replaceAll(ANN, volume.id(), OWN, Map.of("c", "4")).get());
        assertEquals(Map.of("c", "4"), world.row(volume.id()).metadata());
        assertEquals(Map.of(), world.row(volume.id()).imageMetadata(), "the other kind stays");
    }

    @Test
    void a_property_that_is_not_there_cannot_be_removed() {
        assertEquals(
                new VolumeFailure.PropertyNotFound(volume.id().toString(), "a"),
                failure(world.volumes.metadata().remove(ANN, volume.id(), OF_IMAGE, "a")));
    }

    @Test
    void changes_of_one_volume_at_the_same_time_all_hold() throws InterruptedException {
        int count = 8;
        List<Thread> threads = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        for (int index = 0; index < count; index++) {
            Map<String, String> one = Map.of("key" + index, "value");
            threads.add(Thread.ofVirtual()
                    .start(() -> world.volumes
                            .metadata()
                            .add(ANN, volume.id(), OWN, one)
                            .ifDone(all -> done.incrementAndGet())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(count, done.get());
        assertEquals(count, world.row(volume.id()).metadata().size());
    }

    @Test
    void a_name_that_looks_like_xml_is_just_a_name() {
        String name = "'/><disk x='";
        Volume changed = world.volumes
                .update()
                .update(
                        ANN,
                        volume.id(),
                        new UpdateVolume.Request(Optional.of(name), Optional.empty(), Optional.empty()))
                .get();
        assertEquals(name, changed.name());
        assertEquals(name, world.row(volume.id()).name());
        assertEquals(volume.description(), changed.description());
    }

    @Test
    void what_is_written_comes_back_with_its_revision() {
        Volume changed = world.volumes.bootable().set(ANN, volume.id(), true).get();
        assertEquals(world.row(volume.id()), changed);
        assertTrue(changed.bootable());
        assertTrue(changed.updated().isAfter(volume.updated()));
    }

    @Test
    void a_volume_grows_with_its_lun() {
        assertEquals(5, world.volumes.extend().extend(ANN, volume.id(), 5).get().sizeGiB());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
        assertEquals(ByteCount.ofGiB(5), world.source.room().get());
    }

    @Test
    void a_volume_never_shrinks() {
        assertEquals(
                new VolumeFailure.NotLarger(volume.id().toString(), 2, 2),
                failure(world.volumes.extend().extend(ANN, volume.id(), 2)));
    }

    @Test
    void an_extension_that_the_storage_has_no_room_for_changes_nothing() {
        assertInstanceOf(
                StorageFailure.NoSpace.class, failure(world.volumes.extend().extend(ANN, volume.id(), 11)));
        assertEquals(2, world.row(volume.id()).sizeGiB());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume.id()).status());
    }

    @Test
    void a_volume_in_use_is_not_extended() {
        world.store.volumes().update(volume.with(VolumeStatus.IN_USE));
        assertInstanceOf(
                VolumeFailure.WrongState.class, failure(world.volumes.extend().extend(ANN, volume.id(), 5)));
    }

    @Test
    void another_lun_in_its_place_is_not_extended_and_the_volume_says_so() {
        Volume other = world.volume("other", 1);
        world.source.swapIdentities(volume.id(), other.id());
        Failure failure = failure(world.volumes.extend().extend(ANN, volume.id(), 5));
        assertInstanceOf(StorageFailure.IdentityMismatch.class, failure);
        Volume row = world.row(volume.id());
        assertEquals(VolumeStatus.AVAILABLE, row.status());
        assertEquals(volume.sizeGiB(), row.sizeGiB());
        assertEquals(Optional.of(failure.sentence()), row.fault());
    }

    @Test
    void another_projects_volume_is_not_there_for_any_change() {
        Failure notFound = new VolumeFailure.NotFound(volume.id().toString());
        assertEquals(notFound, failure(world.volumes.show().show(BOB, volume.id())));
        assertEquals(notFound, failure(world.volumes.bootable().set(BOB, volume.id(), true)));
        assertEquals(notFound, failure(world.volumes.extend().extend(BOB, volume.id(), 5)));
        assertEquals(notFound, failure(world.volumes.metadata().add(BOB, volume.id(), OWN, Map.of("a", "b"))));
        assertEquals(notFound, failure(world.volumes.keepAttachment().ofVolume(BOB, volume.id())));
        assertEquals(volume, world.row(volume.id()));
    }

    @Test
    void a_status_is_reset_by_an_administrator_alone() {
        assertInstanceOf(
                IdentityFailure.NotAllowed.class,
                failure(world.volumes.reset().reset(ANN, volume.id(), VolumeStatus.ERROR)));
        world.volumes.reset().reset(ADMIN, volume.id(), VolumeStatus.ERROR).get();
        assertEquals(VolumeStatus.ERROR, world.row(volume.id()).status());
    }

    @Test
    void a_volume_that_a_server_has_cannot_be_called_available() {
        world.attached(volume.id(), AttachmentStatus.ATTACHED);
        world.store.volumes().update(volume.with(VolumeStatus.IN_USE));
        Failure failure = failure(world.volumes.reset().reset(ADMIN, volume.id(), VolumeStatus.AVAILABLE));
        assertEquals(409, failure.kind().httpStatus());
        assertEquals(VolumeStatus.IN_USE, world.row(volume.id()).status());
    }

    @Test
    void a_volume_without_a_lun_cannot_be_called_available() {
        Volume young = world.volumes
                .create()
                .create(ANN, VolumeWorld.sized("young", 1))
                .get();
        assertInstanceOf(
                VolumeFailure.StatusContradicted.class,
                failure(world.volumes.reset().reset(ADMIN, young.id(), VolumeStatus.AVAILABLE)));
    }
}

package io.lunette.usecase.volume;

import static io.lunette.usecase.volume.VolumeWorld.ADMIN;
import static io.lunette.usecase.volume.VolumeWorld.ANN;
import static io.lunette.usecase.volume.VolumeWorld.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.usecase.volume.VolumeQuery.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListVolumesTest {
    private final VolumeWorld world = new VolumeWorld(10);
    private final Volume old = world.volume("b", 1);
    private final Volume young = world.volume("a", 3);

    private List<String> names(Caller caller, VolumeQuery query) {
        return world.volumes.list().find(caller, query).stream()
                .map(Volume::name)
                .toList();
    }

    private static VolumeQuery everyProject() {
        return new VolumeQuery(true, Optional.empty(), List.of(), List.of());
    }

    @Test
    void the_newest_come_first() {
        assertEquals(List.of("a", "b"), names(ANN, VolumeQuery.all()));
    }

    @Test
    void a_sort_key_wins_over_age() {
        VolumeQuery bySize = new VolumeQuery(
                false,
                Optional.empty(),
                List.of(),
                List.of(SortKey.of("size", false).orElseThrow()));
        assertEquals(List.of("b", "a"), names(ANN, bySize));
        assertEquals(Optional.empty(), SortKey.of("colour", true));
    }

    @Test
    void another_project_sees_none_of_them_even_if_it_asks_for_all() {
        assertEquals(List.of(), names(BOB, VolumeQuery.all()));
        assertEquals(List.of(), names(BOB, everyProject()));
        assertEquals(List.of(), names(BOB, new VolumeQuery(true, Optional.of(ANN.project()), List.of(), List.of())));
    }

    @Test
    void an_administrator_sees_all_of_them_on_request() {
        assertEquals(List.of(), names(ADMIN, VolumeQuery.all()));
        assertEquals(List.of("a", "b"), names(ADMIN, everyProject()));
    }

    @Test
    void a_volume_is_shown_with_the_server_that_has_it_and_its_host_to_an_administrator_only() {
        Attachment attachment = world.attached(young.id(), AttachmentStatus.ATTACHED);
        world.store.volumes().update(young.with(VolumeStatus.IN_USE));

        ShownVolume forAnn = world.volumes.show().show(ANN, young.id()).get();
        assertEquals(List.of(attachment), forAnn.attachments());
        assertEquals(Map.of(), forAnn.hosts());

        ShownVolume forAdmin = world.volumes.show().show(ADMIN, young.id()).get();
        assertEquals(Map.of(attachment.server(), new HostName("host1")), forAdmin.hosts());

        List<ShownVolume> listed =
                world.volumes.list().shown(ANN, world.volumes.list().find(ANN, VolumeQuery.all()));
        assertEquals(List.of(attachment), listed.get(0).attachments());
        assertEquals(List.of(), listed.get(1).attachments());
    }

    @Test
    void an_attachment_on_its_way_in_is_not_shown_yet() {
        world.attached(young.id(), AttachmentStatus.ATTACHING);
        world.store.volumes().update(young.with(VolumeStatus.ATTACHING));
        assertEquals(List.of(), world.volumes.show().show(ANN, young.id()).get().attachments());
    }

    @Test
    void usage_counts_the_projects_own_volumes() {
        VolumeUsage.Usage usage = world.volumes.usage().ofProject(ANN, ANN.project());
        assertEquals(2, usage.volumes());
        assertEquals(4, usage.sizeGiB());
        assertEquals(0, world.volumes.usage().ofProject(BOB, ANN.project()).volumes(), "not another's to see");
    }

    @Test
    void attachments_are_shown_to_their_project_and_kept_by_the_compute_api() {
        Attachment attachment = world.attached(old.id(), AttachmentStatus.ATTACHED);
        assertEquals(List.of(attachment), world.volumes.attachments().list(ANN, false));
        assertEquals(List.of(), world.volumes.attachments().list(BOB, true));
        assertEquals(List.of(attachment), world.volumes.attachments().list(ADMIN, true));

        assertEquals(
                new VolumeFailure.AttachedByComputeAlone(
                        old.id().toString(), attachment.server().toString()),
                world.volumes
                        .keepAttachment()
                        .one(ANN, attachment.id())
                        .failureIfAny()
                        .orElseThrow());
        assertInstanceOf(
                VolumeFailure.PartNotFound.class,
                world.volumes
                        .keepAttachment()
                        .one(BOB, attachment.id())
                        .failureIfAny()
                        .orElseThrow());
    }
}

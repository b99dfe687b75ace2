package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.model.Iqn;
import io.lunette.model.Operation;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.SimulatedArray;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** LUNs of somebody else's array, which has two portals. */
class AdoptedVolumesTest {
    private final ServerWorld world = new ServerWorld();
    private final Portal first = world.array.portals().getFirst();
    private final Portal second = world.array.portals().getLast();
    private final Server server = world.running();
    private final Volume volume = world.adopted(1);

    private Outcome<Attachment> attach(boolean deleteOnTermination) {
        return world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(
                                server.id(), volume.id(), Optional.empty(), Optional.empty(), deleteOnTermination));
    }

    private Failure refused() {
        return attach(false).failureIfAny().orElseThrow();
    }

    private static Portal portal(Attachment attachment) {
        return assertInstanceOf(
                        Connection.Network.class, attachment.connection().orElseThrow())
                .portal();
    }

    private Attachment kept() {
        return world.store.attachments().ofVolume(volume.id()).getFirst();
    }

    private String definition() {
        return world.domain(server.id()).persistentXml();
    }

    private void stop() {
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
    }

    private void start() {
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
    }

    /** Another LUN of the same size where the volume's was. */
    private void reuseItsNumber() {
        world.array.put(
                target(),
                SimulatedArray.disk(1, 77, volume.lun().orElseThrow().identity().size()));
    }

    private Iqn target() {
        return volume.lun().orElseThrow().onNetwork().target();
    }

    @Test
    void a_disk_has_one_host_the_first_portal() {
        assertEquals(first, portal(attach(false).get()));
        assertEquals(1, definition().split("<host ", -1).length - 1);
    }

    @Test
    void a_portal_that_is_down_is_passed_by() {
        world.array.takeDown(first);
        assertEquals(second, portal(attach(false).get()));
        assertTrue(definition().contains("name='" + second.host()), definition());
    }

    @Test
    void a_later_start_takes_the_portal_that_is_up_then() {
        attach(false).get();
        stop();
        world.array.takeDown(first);
        start();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertFalse(definition().contains("'" + first.host()), definition());
        assertTrue(world.domain(server.id()).liveXml().orElseThrow().contains("'" + second.host()));
        assertEquals(second, portal(kept()));
    }

    @Test
    void an_array_that_does_not_let_the_server_in_is_told_by_the_name_to_let_in() {
        world.array.keepOut(server.initiator());
        Failure refused = refused();
        assertInstanceOf(StorageFailure.NotLetIn.class, refused);
        assertTrue(refused.fix().contains(server.initiator().toString()), refused.fix());
        assertTrue(refused.what().contains(first + ", " + second), refused.what());
        assertEquals(
                VolumeStatus.AVAILABLE,
                world.store.volumes().find(volume.id()).orElseThrow().status());
        world.array.letIn(server.initiator());
        attach(false).get();
    }

    @Test
    void another_lun_behind_its_number_is_refused_by_both_names() {
        reuseItsNumber();
        Failure refused = refused();
        assertInstanceOf(StorageFailure.IdentityMismatch.class, refused);
        assertTrue(refused.why().contains(volume.lun().orElseThrow().identity().name()), refused.why());
        assertTrue(refused.why().contains("SN00000077"), refused.why());
        assertEquals(Optional.of(refused.sentence()), fault());
        Operation action = world.store.operations().ofServer(server.id()).stream()
                .filter(each -> each.action().equals("attach_volume"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of(refused.sentence()), action.failure());
        putItBack();
        attach(false).get();
        assertEquals(Optional.empty(), fault());
    }

    private void putItBack() {
        world.array.put(
                target(),
                SimulatedArray.disk(1, 1, volume.lun().orElseThrow().identity().size()));
    }

    private Optional<String> fault() {
        return world.store.volumes().find(volume.id()).orElseThrow().fault();
    }

    @Test
    void a_lun_with_the_same_wwid_and_another_serial_is_another() {
        FoundLun honest = SimulatedArray.disk(1, 1, ByteCount.ofGiB(10));
        world.array.put(
                target(),
                FoundLun.answering(
                        1,
                        0,
                        new FoundLun.LunNames("SIMULATE", "ARRAY LUN", "0001", "cloned"),
                        honest.wwid(),
                        honest.size(),
                        honest.blockBytes()));
        assertInstanceOf(StorageFailure.IdentityMismatch.class, refused());
    }

    @Test
    void a_server_whose_lun_was_exchanged_does_not_start() {
        attach(false).get();
        stop();
        reuseItsNumber();
        start();
        Server failed = world.server(server.id());
        assertEquals(ServerStatus.ERROR, failed.status());
        assertTrue(
                failed.fault().orElseThrow().contains("SN00000077"),
                failed.fault().orElseThrow());
        assertEquals(failed.fault(), fault());
        putItBack();
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertEquals(Optional.empty(), fault());
    }

    @Test
    void a_hard_reboot_looks_again_too() {
        attach(false).get();
        reuseItsNumber();
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        world.work();
        assertEquals(ServerStatus.ERROR, world.server(server.id()).status());
        assertTrue(fault().orElseThrow().contains("SN00000077"));
    }

    @Test
    void a_server_does_not_boot_from_another_lun() {
        reuseItsNumber();
        Server booted = world.servers
                .boot()
                .boot(again(ANN), ServerWorld.request(Optional.empty(), ServerWorld.lun(volume, 0)), 1, 1)
                .get()
                .getFirst();
        world.work();
        assertEquals(ServerStatus.ERROR, world.server(booted.id()).status());
        assertTrue(fault().orElseThrow().contains("SN00000077"));
    }

    @Test
    void the_managed_source_never_hears_of_it() {
        List<VolumeId> before = world.source.volumes().get();
        attach(false).get();
        world.servers.detach().detach(again(ANN), server.id(), volume.id()).get();
        world.work();
        assertEquals(before, world.source.volumes().get());
        assertEquals(
                VolumeStatus.AVAILABLE,
                world.store.volumes().find(volume.id()).orElseThrow().status());
    }

    @Test
    void it_is_not_deleted_nor_extended_beyond_its_lun() {
        Failure deletion =
                world.volumes.delete().delete(ANN, volume.id()).failureIfAny().orElseThrow();
        assertInstanceOf(VolumeFailure.Adopted.class, deletion);
        assertEquals("cinder unmanage " + volume.id(), deletion.fix());
        assertInstanceOf(
                VolumeFailure.NotGrownByArray.class,
                world.volumes
                        .extend()
                        .extend(ANN, volume.id(), 100)
                        .failureIfAny()
                        .orElseThrow());
    }

    @Test
    void it_stays_when_its_server_goes_whatever_was_asked() {
        attach(true).get();
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work(3);
        assertTrue(world.store.servers().find(server.id()).isEmpty());
        assertEquals(
                VolumeStatus.AVAILABLE,
                world.store.volumes().find(volume.id()).orElseThrow().status());
    }
}

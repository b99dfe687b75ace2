package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.model.Attachment;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.ByteCount;
import io.lunette.model.Image;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Disks that are made with their server: volumes of images and empty ones, disks of the host; and how they go again. */
class BootDisksTest {
    private static final HostFailure ARRANGED =
            new HostFailure.Refused("host1", "start the domain", "so it was arranged");

    private final ServerWorld world = new ServerWorld();

    private static BlockDeviceMapping entry(
            Source source,
            Destination destination,
            Optional<UUID> uuid,
            Optional<DeviceType> type,
            Optional<Integer> boot,
            long size,
            Optional<String> format,
            boolean delete) {
        return new BlockDeviceMapping(
                "block_device_mapping_v2[0]",
                source,
                destination,
                uuid,
                type.filter(DeviceType.LUN::equals).map(lun -> DiskBus.SCSI),
                type,
                boot,
                Optional.of(size),
                Optional.empty(),
                Optional.empty(),
                format,
                Optional.empty(),
                delete);
    }

    private static BlockDeviceMapping ofImage(Image image, DeviceType type, boolean delete) {
        return entry(
                Source.IMAGE,
                Destination.VOLUME,
                Optional.of(image.id().value()),
                Optional.of(type),
                Optional.of(0),
                3,
                Optional.empty(),
                delete);
    }

    private static BlockDeviceMapping empty(DeviceType type) {
        return entry(
                Source.BLANK,
                Destination.VOLUME,
                Optional.empty(),
                Optional.of(type),
                Optional.empty(),
                2,
                Optional.empty(),
                false);
    }

    private static BlockDeviceMapping local(long size, String format) {
        return entry(
                Source.BLANK,
                Destination.LOCAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                size,
                Optional.of(format),
                true);
    }

    private static BootServer.Request request(Optional<Image> image, String flavor, BlockDeviceMapping... devices) {
        return new BootServer.Request(
                "vm",
                "",
                flavor,
                image.map(Image::id),
                List.of(devices),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Attachment attachment(Server server, int number) {
        return world.store.attachments().ofServer(server.id()).get(number);
    }

    private Disk disk(Server server, String alias) {
        return world.live(server.id()).diskByAlias(alias).orElseThrow();
    }

    @Test
    void a_volume_is_made_of_an_image_and_booted_from_as_a_lun() {
        Image image = world.image(Map.of("hw_qemu_guest_agent", "yes"));
        Server server = world.booted(request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, false)));
        assertEquals(ServerStatus.ACTIVE, server.status(), server.fault().orElse(""));
        Attachment root = attachment(server, 0);
        Volume volume = world.store.volumes().find(root.volume()).orElseThrow();
        assertEquals(VolumeStatus.IN_USE, volume.status());
        assertEquals(3, volume.sizeGiB());
        assertEquals(ANN.project(), volume.project());
        assertTrue(volume.bootable());
        assertEquals(PASSTHROUGH, volume.metadata());
        assertEquals("yes", volume.imageMetadata().get("hw_qemu_guest_agent"));
        assertEquals(Optional.of(0), root.bootIndex());
        assertTrue(root.connection().isPresent());
        Disk disk = disk(server, "ua-" + volume.id());
        assertEquals("lun", disk.device());
        assertEquals(root.slot(), disk.address());
        assertEquals(List.of(server.initiator()), world.seenBy(volume));
    }

    @Test
    void an_empty_volume_is_made_beside_the_root_and_only_as_a_lun_is_marked_for_passthrough() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = world.booted(
                request(Optional.empty(), "0", lun(root, 0), empty(DeviceType.LUN), empty(DeviceType.DISK)));
        assertEquals(ServerStatus.ACTIVE, server.status(), server.fault().orElse(""));
        List<Volume> made = world.store.volumes().list(Optional.empty()).stream()
                .filter(volume -> !volume.id().equals(root.id()))
                .toList();
        assertEquals(
                List.of(PASSTHROUGH, Map.of()),
                made.stream().map(Volume::metadata).toList());
        assertEquals(server.id() + "-blank-vol", made.getFirst().name());
        assertEquals("lun", disk(server, "ua-" + made.get(0).id()).device());
        assertEquals("virtio", disk(server, "ua-" + made.get(1).id()).bus());
    }

    @Test
    void while_it_is_being_made_the_volume_is_shown_with_its_server_and_is_nobody_elses() {
        Image image = world.image(Map.of());
        Server begun = world.boot(ANN, request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, false)))
                .get();
        Attachment root = attachment(begun, 0);
        Volume volume = world.store.volumes().find(root.volume()).orElseThrow();
        assertEquals(VolumeStatus.CREATING, volume.status());
        assertFalse(world.volumes.delete().delete(ANN, volume.id()).isDone());
        Server other = world.running();
        assertFalse(world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(other.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .isDone());
    }

    @Test
    void a_boot_that_fails_removes_what_was_made_and_frees_what_was_there() {
        Volume root = world.volume(PASSTHROUGH);
        world.roomyFlavor();
        Image image = world.image(Map.of());
        world.hypervisor.interference().failNext(Call.START, ARRANGED);
        BlockDeviceMapping second = entry(
                Source.IMAGE,
                Destination.VOLUME,
                Optional.of(image.id().value()),
                Optional.empty(),
                Optional.of(1),
                1,
                Optional.empty(),
                false);
        Server server = world.booted(
                request(Optional.empty(), "roomy", lun(root, 0), second, empty(DeviceType.LUN), local(1, "ext4")));
        assertEquals(ServerStatus.ERROR, server.status());
        assertTrue(server.fault().orElseThrow().contains("so it was arranged"));
        assertEquals(
                List.of(root.id()),
                world.store.volumes().list(Optional.empty()).stream()
                        .map(Volume::id)
                        .toList());
        assertEquals(List.of(root.id()), world.source.volumes().get());
        assertEquals(VolumeStatus.AVAILABLE, world.row(root).status());
        assertEquals(List.of(), world.store.attachments().all());
        assertEquals(List.of(), world.hypervisor.disks());
    }

    @Test
    void a_volume_that_cannot_be_made_fails_the_boot_and_those_made_before_it_go() {
        Image image = world.image(Map.of());
        BlockDeviceMapping root = ofImage(image, DeviceType.LUN, false);
        Server begun = world.boot(
                        ANN, request(Optional.empty(), "0", root, empty(DeviceType.LUN), empty(DeviceType.LUN)))
                .get();
        world.forgetFile(image);
        world.work();
        Server server = world.server(begun.id());
        assertEquals(ServerStatus.ERROR, server.status());
        assertEquals(List.of(), world.store.volumes().list(Optional.empty()));
        assertEquals(List.of(), world.source.volumes().get());
        assertEquals(List.of(), world.store.attachments().all());
    }

    @Test
    void a_server_that_was_deleted_before_its_turn_leaves_no_volume_behind() {
        Image image = world.image(Map.of());
        Server begun = world.boot(ANN, request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, true)))
                .get();
        world.servers.delete().delete(again(ANN), begun.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(begun.id()));
        assertEquals(List.of(), world.store.volumes().list(Optional.empty()));
        assertEquals(List.of(), world.source.volumes().get());
    }

    @Test
    void what_was_to_go_with_the_server_goes_and_the_rest_stays() {
        Image image = world.image(Map.of());
        Server server = world.booted(
                request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, true), empty(DeviceType.LUN)));
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work();
        List<Volume> left = world.store.volumes().list(Optional.empty());
        assertEquals(1, left.size());
        assertEquals(2, left.getFirst().sizeGiB());
        assertEquals(VolumeStatus.AVAILABLE, left.getFirst().status());
    }

    @Test
    void the_flavors_ephemeral_disk_and_swap_are_made_and_go_with_the_server() {
        world.roomyFlavor();
        Image image = world.image(Map.of());
        Server server = world.booted(request(Optional.of(image), "roomy"));
        assertEquals(ServerStatus.ACTIVE, server.status(), server.fault().orElse(""));
        Disk ephemeral = disk(server, "ua-lunette-eph0");
        assertEquals(ByteCount.ofGiB(2).bytes(), world.hypervisor.diskCapacity(ephemeral.source()));
        assertEquals("vdb", ephemeral.target());
        assertArrayEquals(
                "ext4 ephemeral0".getBytes(StandardCharsets.UTF_8),
                world.hypervisor.readDisk(ephemeral.source(), 15).orElseThrow());
        Disk swap = disk(server, "ua-lunette-swap");
        assertEquals(ByteCount.ofMiB(64).bytes(), world.hypervisor.diskCapacity(swap.source()));
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work();
        assertEquals(List.of(), world.hypervisor.disks());
    }

    @Test
    void several_ephemeral_disks_have_names_of_their_own_and_the_format_asked_for() {
        world.roomyFlavor();
        Volume root = world.volume(PASSTHROUGH);
        Server server =
                world.booted(request(Optional.empty(), "roomy", lun(root, 0), local(1, "xfs"), local(1, "ext4")));
        assertEquals(ServerStatus.ACTIVE, server.status(), server.fault().orElse(""));
        assertArrayEquals(
                "xfs ephemeral0".getBytes(StandardCharsets.UTF_8),
                world.hypervisor
                        .readDisk(disk(server, "ua-lunette-eph0").source(), 14)
                        .orElseThrow());
        assertEquals("vdb", disk(server, "ua-lunette-eph1").target());
    }

    @Test
    void a_format_that_cannot_be_made_here_is_refused_with_those_that_can() {
        world.roomyFlavor();
        Volume root = world.volume(PASSTHROUGH);
        for (String format : List.of("ntfs", "zfs")) {
            Failure failure = world.boot(ANN, request(Optional.empty(), "roomy", lun(root, 0), local(1, format)))
                    .failureIfAny()
                    .orElseThrow();
            assertEquals("plan.bad-mapping", failure.code());
            assertTrue(failure.what().contains("guest_format"), failure.sentence());
            assertTrue(failure.fix().contains("ext4, xfs, swap"), failure.sentence());
        }
    }

    @Test
    void an_image_that_is_unknown_or_too_large_or_anothers_is_refused_at_once_with_the_field() {
        Image image = world.image(Map.of());
        UUID nobody = new UUID(9, 9);
        Failure unknown = world.boot(
                        ANN,
                        request(
                                Optional.empty(),
                                "0",
                                entry(
                                        Source.IMAGE,
                                        Destination.VOLUME,
                                        Optional.of(nobody),
                                        Optional.empty(),
                                        Optional.of(0),
                                        1,
                                        Optional.empty(),
                                        false)))
                .failureIfAny()
                .orElseThrow();
        assertEquals("plan.source-not-found", unknown.code());
        assertTrue(unknown.what().contains("failed to get image " + nobody), unknown.what());
        world.makePrivate(image);
        assertEquals(
                "plan.source-not-found",
                world.boot(ANN, request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, false)))
                        .failureIfAny()
                        .orElseThrow()
                        .code());
        assertTrue(world.boot(BOB, request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, false)))
                .isDone());
    }

    @Test
    void a_server_cannot_boot_from_an_empty_volume() {
        Failure failure = world.boot(
                        ANN,
                        request(
                                Optional.empty(),
                                "0",
                                entry(
                                        Source.BLANK,
                                        Destination.VOLUME,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(0),
                                        1,
                                        Optional.empty(),
                                        false)))
                .failureIfAny()
                .orElseThrow();
        assertTrue(failure.what().contains("boot_index"), failure.sentence());
    }

    @Test
    void each_of_several_servers_gets_a_volume_of_its_own() {
        Image image = world.image(Map.of());
        List<Server> made = world.servers
                .boot()
                .boot(again(ANN), request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, true)), 2, 2)
                .get();
        world.work();
        assertEquals(2, made.size());
        assertEquals(2, world.store.volumes().list(Optional.empty()).size());
        assertTrue(made.stream().allMatch(server -> world.server(server.id()).status() == ServerStatus.ACTIVE));
    }

    @Test
    void volumes_that_were_made_are_among_the_steps_of_the_servers_action() {
        Image image = world.image(Map.of());
        Server server = world.booted(request(Optional.empty(), "0", ofImage(image, DeviceType.LUN, false)));
        assertTrue(world.store.operations().ofServer(server.id()).getFirst().steps().stream()
                .anyMatch(step -> step.name().contains("make volume")));
    }
}

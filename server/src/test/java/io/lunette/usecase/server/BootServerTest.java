package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootServerTest {
    private final ServerWorld world = new ServerWorld();

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    @Test
    void a_server_boots_from_a_passthrough_volume_on_a_virtio_scsi_controller() {
        Volume volume = world.volume(PASSTHROUGH);
        Server begun =
                world.boot(ANN, request(Optional.empty(), lun(volume, 0))).get();
        assertEquals(ServerStatus.BUILD, begun.status());
        assertEquals(Optional.of(ServerTask.SPAWNING), begun.task());
        assertEquals(VolumeStatus.ATTACHING, world.row(volume).status());
        world.work();
        Server server = world.server(begun.id());
        assertEquals(ServerStatus.ACTIVE, server.status());
        assertEquals(Optional.empty(), server.task());
        assertTrue(server.launched().isPresent());
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        Disk disk = world.live(server.id()).diskByAlias("ua-" + volume.id()).orElseThrow();
        assertEquals("lun", disk.device());
        int controller = disk.address().orElseThrow().controller();
        assertEquals(
                "virtio-scsi",
                world.live(server.id()).controller(controller).orElseThrow().model());
    }

    @Test
    void a_boot_that_fails_leaves_no_domain_no_mask_and_the_volume_free() {
        Volume volume = world.volume(PASSTHROUGH);
        world.hypervisor
                .interference()
                .failNext(Call.START, new HostFailure.Refused("host1", "start the domain", "so it was arranged"));
        Server server = world.booted(request(Optional.empty(), lun(volume, 0)));
        assertEquals(ServerStatus.ERROR, server.status());
        assertTrue(server.fault().orElseThrow().contains("so it was arranged"));
        assertFalse(world.hasDomain(server.id()));
        assertEquals(List.of(), world.seenBy(volume));
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.store.attachments().ofServer(server.id()));
    }

    @Test
    void a_server_that_was_deleted_before_its_turn_is_not_made() {
        Volume volume = world.volume(PASSTHROUGH);
        Server begun =
                world.boot(ANN, request(Optional.empty(), lun(volume, 0))).get();
        world.servers.delete().delete(again(ANN), begun.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(begun.id()));
        assertFalse(world.hasDomain(begun.id()));
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
    }

    @Test
    void a_refusal_writes_nothing() {
        Volume volume = world.volume(PASSTHROUGH);
        Volume bobs = world.volume(BOB, PASSTHROUGH, false);
        assertEquals(
                "plan.source-not-found",
                code(world.boot(ANN, request(Optional.empty(), lun(volume, 0), lun(bobs, 1)))));
        assertEquals("plan.boot-indexes", code(world.boot(ANN, request(Optional.empty(), lun(volume, 1)))));
        assertEquals(List.of(), world.store.servers().list(Optional.empty()));
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
    }

    @Test
    void an_unknown_key_flavor_or_host_is_refused() {
        Volume volume = world.volume(PASSTHROUGH);
        BootServer.Request fine = request(Optional.empty(), lun(volume, 0));
        assertEquals("server.key-not-found", code(world.boot(ANN, with(fine, "0", Optional.of("k"), "host1"))));
        assertEquals("server.flavor-not-found", code(world.boot(ANN, with(fine, "99", Optional.empty(), "host1"))));
        assertEquals("server.no-such-host", code(world.boot(ANN, with(fine, "0", Optional.empty(), "host9"))));
        world.store.flavors().insert(new Flavor("secret", "secret", 1, 64, 0, 0, 0, false, "", Map.of()));
        assertEquals("server.flavor-not-found", code(world.boot(ANN, with(fine, "secret", Optional.empty(), "host1"))));
    }

    private static BootServer.Request with(
            BootServer.Request request, String flavor, Optional<String> key, String host) {
        return new BootServer.Request(
                request.name(),
                request.description(),
                flavor,
                request.image(),
                request.blockDevices(),
                request.metadata(),
                request.tags(),
                key,
                Optional.empty(),
                Optional.of(new HostName(host)));
    }

    @Test
    void several_servers_of_one_image_are_numbered() {
        Image image = world.image(Map.of());
        List<Server> made = world.servers
                .boot()
                .boot(again(ANN), request(Optional.of(image.id())), 3, 3)
                .get();
        assertEquals(
                List.of("vm-1", "vm-2", "vm-3"), made.stream().map(Server::name).toList());
        world.work();
        assertTrue(made.stream().allMatch(server -> world.server(server.id()).status() == ServerStatus.ACTIVE));
    }

    @Test
    void one_volume_is_not_given_to_several_servers() {
        Volume volume = world.volume(PASSTHROUGH);
        assertEquals(
                "plan.bad-mapping",
                code(world.servers.boot().boot(again(ANN), request(Optional.empty(), lun(volume, 0)), 2, 2)));
        assertEquals(List.of(), world.store.servers().list(Optional.empty()));
    }
}

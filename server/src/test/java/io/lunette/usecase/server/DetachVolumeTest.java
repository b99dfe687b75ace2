package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetachVolumeTest {
    private final ServerWorld world = new ServerWorld();

    private void attach(Server server, Volume volume) {
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .get();
    }

    private Outcome<Unit> detach(Caller caller, Server server, Volume volume) {
        return world.servers.detach().detach(again(caller), server.id(), volume.id());
    }

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    @Test
    void detaching_restores_the_domain_and_frees_the_volume() {
        Server server = world.running();
        String before = world.domain(server.id()).persistentXml();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        detach(ANN, server, volume).get();
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
        assertEquals(Optional.empty(), world.live(server.id()).diskByAlias("ua-" + volume.id()));
        world.work();
        assertEquals(before, world.domain(server.id()).persistentXml());
        assertEquals(Optional.empty(), world.live(server.id()).controller(1));
    }

    @Test
    void a_controller_stays_while_another_lun_is_on_it() {
        Server server = world.running();
        Volume one = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        attach(server, one);
        attach(server, other);
        detach(ANN, server, one).get();
        world.work();
        assertTrue(world.live(server.id()).controller(1).isPresent());
        assertTrue(world.live(server.id()).diskByAlias("ua-" + other.id()).isPresent());
    }

    @Test
    void a_guest_that_does_not_let_its_controller_go_keeps_nobody_waiting_and_no_new_lun_goes_on_it() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        world.hypervisor.neverReleaseControllers();
        detach(ANN, server, volume).get();
        world.work();
        assertTrue(world.live(server.id()).controller(1).isPresent());
        Volume next = world.volume(PASSTHROUGH);
        attach(server, next);
        assertEquals(
                2,
                world.live(server.id())
                        .diskByAlias("ua-" + next.id())
                        .orElseThrow()
                        .address()
                        .orElseThrow()
                        .controller());
    }

    @Test
    void a_detach_that_the_host_refuses_leaves_the_volume_attached() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        world.hypervisor
                .interference()
                .failNext(
                        Call.DETACH_DEVICE, new HostFailure.Refused("host1", "detach the disk", "so it was arranged"));
        assertEquals("host.refused", code(detach(ANN, server, volume)));
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(
                AttachmentStatus.ATTACHED,
                world.store.attachments().ofServer(server.id()).getFirst().status());
        assertEquals(List.of(server.initiator()), world.seenBy(volume));
        detach(ANN, server, volume).get();
    }

    @Test
    void the_volume_that_a_server_boots_from_stays() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = world.booted(request(Optional.empty(), lun(root, 0)));
        assertEquals("server.root-volume", code(detach(ANN, server, root)));
        assertEquals(VolumeStatus.IN_USE, world.row(root).status());
    }

    @Test
    void a_volume_that_is_not_on_the_server_and_a_server_of_another_project_are_not_found() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        assertEquals("server.volume-not-attached", code(detach(ANN, server, volume)));
        attach(server, volume);
        assertEquals("server.not-found", code(detach(BOB, server, volume)));
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
    }
}

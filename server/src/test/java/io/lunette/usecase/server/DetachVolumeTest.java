package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Leases;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
        world.hypervisor.guestsHoldDevices(true);
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
    void a_controller_that_the_guest_holds_is_asked_for_again_until_it_goes() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        world.hypervisor.guestsHoldDevices(true);
        detach(ANN, server, volume).get();
        releaseAtAsk(5);
        world.work();
        assertEquals(Optional.empty(), world.live(server.id()).controller(1));
        assertEquals(Set.of(), world.live(server.id()).ioThreads());
        assertEquals(Set.of(), world.persistent(server.id()).ioThreads());
    }

    private void releaseAtAsk(int number) {
        AtomicInteger asked = new AtomicInteger();
        world.hypervisor.interference().before(Call.DETACH_DEVICE, () -> {
            if (asked.incrementAndGet() == number) {
                world.hypervisor.guestsHoldDevices(false);
            }
        });
    }

    @Test
    void a_failed_attach_leaves_no_controller_once_the_guest_lets_go() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        world.hypervisor.guestsHoldDevices(true);
        world.hypervisor
                .interference()
                .failNth(2, Call.ATTACH_DEVICE, new HostFailure.Refused("host1", "attach", "so it was arranged"));
        assertEquals(
                "host.refused",
                code(world.servers
                        .attach()
                        .attach(
                                again(ANN),
                                new AttachVolume.Request(
                                        server.id(), volume.id(), Optional.empty(), Optional.empty(), false))));
        assertTrue(world.live(server.id()).controller(1).isPresent());
        releaseAtAsk(3);
        world.work();
        assertEquals(Optional.empty(), world.live(server.id()).controller(1));
        assertEquals(Set.of(), world.live(server.id()).ioThreads());
    }

    /** Whose plain volumes are virtio disks. */
    private Server withoutImage() {
        return world.booted(request(Optional.empty(), lun(world.volume(PASSTHROUGH), 0)));
    }

    @Test
    void a_disk_that_the_guest_holds_is_detaching_until_it_lets_go() {
        Server server = withoutImage();
        Volume volume = world.volume(Map.of());
        attach(server, volume);
        world.hypervisor.guestsHoldDevices(true);
        detach(ANN, server, volume).get();
        assertEquals(VolumeStatus.DETACHING, world.row(volume).status());
        assertTrue(
                world.persistent(server.id()).diskByAlias("ua-" + volume.id()).isPresent());
        releaseAtAsk(3);
        world.work(3);
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
        assertEquals(
                Optional.empty(),
                world.servers.actions().list(ANN, server.id()).get().getFirst().failure());
    }

    @Test
    void a_disk_that_the_guest_never_lets_go_is_in_use_again_and_the_reason_is_told() {
        Server server = withoutImage();
        Volume volume = world.volume(Map.of());
        attach(server, volume);
        world.hypervisor.guestsHoldDevices(true);
        detach(ANN, server, volume).get();
        world.work(7);
        assertEquals(VolumeStatus.DETACHING, world.row(volume).status());
        world.work();
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertTrue(
                world.persistent(server.id()).diskByAlias("ua-" + volume.id()).isPresent());
        assertTrue(world.servers
                .actions()
                .list(ANN, server.id())
                .get()
                .getFirst()
                .failure()
                .orElseThrow()
                .contains("has not let go of disk vd"));
        world.hypervisor.guestsHoldDevices(false);
        detach(ANN, server, volume).get();
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
    }

    private Outcome<Optional<Failure>> force(Caller caller, Server server, Volume volume) {
        return world.servers.forceDetach().detach(again(caller), server.id(), volume.id());
    }

    @Test
    void force_takes_the_lun_from_a_guest_that_holds_its_disk_and_warns() {
        Server server = withoutImage();
        Volume volume = world.volume(Map.of());
        attach(server, volume);
        world.hypervisor.guestsHoldDevices(true);
        Failure warning = force(ADMIN, server, volume).get().orElseThrow();
        assertTrue(warning.why().contains("has not let go"), warning.why());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
        assertEquals(Optional.empty(), world.persistent(server.id()).diskByAlias("ua-" + volume.id()));
        assertEquals(
                Optional.of(warning.sentence()),
                world.servers
                        .actions()
                        .list(ADMIN, server.id())
                        .get()
                        .getFirst()
                        .failure());
    }

    @Test
    void force_without_need_warns_of_nothing() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        assertEquals(Optional.empty(), force(ADMIN, server, volume).get());
        world.work();
        assertEquals(Optional.empty(), world.live(server.id()).controller(1));
    }

    @Test
    void force_works_although_the_host_does_not_answer_and_not_when_the_lun_cannot_be_withdrawn() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        HostFailure silent = new HostFailure.Uncertain("host1", "detach a device");
        world.hypervisor.interference().failNth(1, Call.DETACH_DEVICE, silent);
        world.hypervisor.interference().failNth(2, Call.DETACH_DEVICE, silent);
        assertTrue(force(ADMIN, server, volume).get().isPresent());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
    }

    @Test
    void force_that_another_controller_took_over_is_settled_by_that_one_alone() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume);
        ServerUseCases other =
                world.servers(new ServerWorld.Controller("other", world.store, world.store.journal(), world.revival()));
        AtomicBoolean taken = new AtomicBoolean();
        world.hypervisor.interference().before(Call.DETACH_DEVICE, () -> {
            if (taken.compareAndSet(false, true)) {
                loseLeases(server);
                assertTrue(other.resume()
                        .resume(world.store.journal().all().getFirst().id()));
            }
        });

        assertEquals("server.taken-over", code(force(ADMIN, server, volume)));

        assertTrue(taken.get());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(
                Optional.empty(),
                world.servers
                        .actions()
                        .list(ADMIN, server.id())
                        .get()
                        .getFirst()
                        .failure());
    }

    private void loseLeases(Server server) {
        for (long fence = 0; fence < 1_000; fence++) {
            world.store.leases().release(new Leases.Lease(server.id().value(), "controller", fence));
        }
    }

    @Test
    void force_is_for_administrators_and_leaves_the_root_volume() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = world.booted(request(Optional.empty(), lun(root, 0)));
        assertEquals("identity.not-allowed", code(force(ANN, server, root)));
        assertEquals("server.root-volume", code(force(ADMIN, server, root)));
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

package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Login;
import io.lunette.model.Operation;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcileServerTest {
    private final ServerWorld world = new ServerWorld();

    private Server lunServer(Volume root) {
        return world.booted(request(Optional.empty(), lun(root, 0)));
    }

    private Outcome<Attachment> attach(Server server, Volume volume) {
        return world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false));
    }

    private void look(Server server) {
        world.servers.reconcile().soon(server.id());
        world.work();
    }

    private Operation newest(Server server) {
        return world.store.operations().ofServer(server.id()).getFirst();
    }

    @Test
    void a_server_whose_qemu_died_is_off_with_the_reason_and_keeps_its_volumes() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = lunServer(root);
        world.hypervisor.crash(server.id());

        look(server);

        assertEquals(ServerStatus.SHUTOFF, world.server(server.id()).status());
        assertEquals("power_update", newest(server).action());
        assertTrue(newest(server).failure().orElseThrow().contains("QEMU"));
        assertEquals(VolumeStatus.IN_USE, world.row(root).status());
        assertEquals(List.of(server.initiator()), world.seenBy(root));
    }

    @Test
    void a_server_that_powered_itself_off_is_off_and_nobody_is_blamed() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        int operations = world.store.operations().ofServer(server.id()).size();
        world.hypervisor.requestShutdown(server.id()).get();

        look(server);

        assertEquals(ServerStatus.SHUTOFF, world.server(server.id()).status());
        assertEquals(operations, world.store.operations().ofServer(server.id()).size());
    }

    @Test
    void a_server_that_somebody_starts_is_active_and_it_is_told_that_nobody_looked_at_its_luns() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        world.hypervisor.requestShutdown(server.id()).get();
        look(server);
        world.hypervisor.start(server.id()).get();

        look(server);

        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertTrue(newest(server).failure().orElseThrow().contains("did not start it"));
    }

    @Test
    void a_server_that_ran_when_its_host_went_down_is_started_again() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        world.hypervisor.restartHost();

        look(server);
        world.work();

        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertTrue(world.domain(server.id()).liveXml().isPresent());
        assertEquals("start", newest(server).action());
        assertEquals(Optional.empty(), newest(server).failure());
    }

    @Test
    void a_server_whose_lun_is_another_one_after_the_host_came_up_is_not_started() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = lunServer(root);
        world.hypervisor.restartHost();
        world.source.swapIdentities(root.id(), world.volume(PASSTHROUGH).id());

        look(server);
        world.work();

        assertEquals(ServerStatus.ERROR, world.server(server.id()).status());
        assertFalse(world.domain(server.id()).liveXml().isPresent());
    }

    @Test
    void an_attach_that_took_effect_after_it_was_given_up_is_taken_off_again() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        String disk = world.domain(server.id()).liveXml().orElseThrow();
        Attachment attachment = world.store.attachments().ofVolume(volume.id()).getFirst();
        world.store.attachments().remove(attachment.id(), attachment.generation());
        world.store.volumes().update(world.row(volume).with(VolumeStatus.AVAILABLE));
        world.source
                .withdraw(volume.id(), volume.lun().orElseThrow(), ServerWorld.HOST, server.initiator())
                .get();
        assertTrue(disk.contains("ua-" + volume.id()));

        look(server);

        assertFalse(world.live(server.id()).diskByAlias("ua-" + volume.id()).isPresent());
        assertFalse(
                world.persistent(server.id()).diskByAlias("ua-" + volume.id()).isPresent());
    }

    @Test
    void a_disk_that_the_store_has_forgotten_and_that_is_in_use_is_not_touched() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        Attachment attachment = attach(server, volume).get();
        world.store.attachments().remove(attachment.id(), attachment.generation());

        look(server);

        assertTrue(world.live(server.id()).diskByAlias("ua-" + volume.id()).isPresent());
        assertEquals(List.of(server.initiator()), world.seenBy(volume));
    }

    @Test
    void an_attach_of_which_the_host_says_nothing_is_settled_when_it_answers() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        world.hypervisor
                .interference()
                .loseAnswer(Call.ATTACH_DEVICE, new HostFailure.Uncertain("host1", "attach a device"));

        assertEquals(
                "host.uncertain",
                attach(server, volume).failureIfAny().orElseThrow().code());
        assertEquals(VolumeStatus.ATTACHING, world.row(volume).status());
        world.work();

        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(Optional.empty(), newest(server).failure());
        new Invariants(world).hold();
    }

    @Test
    void other_work_waits_until_it_is_known_how_the_last_one_ended() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        world.hypervisor
                .interference()
                .failNext(Call.ATTACH_DEVICE, new HostFailure.Uncertain("host1", "attach a device"));
        attach(server, volume);
        world.hypervisor.interference().failNth(1, Call.FIND, new HostFailure.Unreachable("host1", "it is down"));

        assertEquals(
                "server.unsettled",
                attach(server, other).failureIfAny().orElseThrow().code());
        attach(server, other).get();

        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(VolumeStatus.IN_USE, world.row(other).status());
        world.work();
        new Invariants(world).hold();
    }

    @Test
    void a_disk_that_somebody_took_off_is_shown_as_lost() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        world.hypervisor
                .detachDevice(server.id(), "ua-" + volume.id(), Scope.BOTH, Duration.ofSeconds(1))
                .get();

        look(server);

        assertEquals(VolumeStatus.ERROR, world.row(volume).status());
        assertEquals("lost_volume", newest(server).action());
    }

    private List<String> drift() {
        return world.servers.drift().find(ServerWorld.ADMIN).get().stream()
                .map(FindDrift.Drift::what)
                .toList();
    }

    @Test
    void a_world_that_nobody_touched_has_no_drift() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        attach(server, world.volume(PASSTHROUGH)).get();

        assertEquals(List.of(), drift());
        assertEquals(
                "identity.not-allowed",
                world.servers.drift().find(ANN).failureIfAny().orElseThrow().code());
    }

    @Test
    void what_somebody_changed_is_told_and_not_touched() {
        Server server = lunServer(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        world.hypervisor
                .detachDevice(server.id(), "ua-" + volume.id(), Scope.BOTH, Duration.ofSeconds(1))
                .get();
        world.hypervisor
                .attachDevice(
                        server.id(), "<controller type='scsi' index='7' model='lsilogic'/>", Set.of(Scope.PERSISTENT))
                .get();
        Volume stray = world.volume(PASSTHROUGH);
        world.source
                .expose(stray.id(), stray.lun().orElseThrow(), ServerWorld.HOST, Login.of(server.initiator()))
                .get();

        List<String> found = drift();

        assertTrue(
                found.stream().anyMatch(what -> what.contains("no disk of volume " + volume.id())), found.toString());
        assertTrue(found.stream().anyMatch(what -> what.contains("SCSI controller 7")), found.toString());
        assertTrue(found.stream().anyMatch(what -> what.contains("lets in " + server.initiator())), found.toString());
        assertEquals(List.of(server.initiator()), world.seenBy(stray));
    }

    @Test
    void domains_and_luns_that_the_store_does_not_know_are_told() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = lunServer(root);
        world.store
                .attachments()
                .ofServer(server.id())
                .forEach(held -> world.store.attachments().remove(held.id(), held.generation()));
        world.store.servers().remove(server.id());
        world.store.volumes().remove(root.id());

        List<String> found = drift();

        assertTrue(found.stream().anyMatch(what -> what.contains("a domain of Lunette's")), found.toString());
        assertTrue(found.stream().anyMatch(what -> what.contains("there is a LUN of it")), found.toString());
    }
}

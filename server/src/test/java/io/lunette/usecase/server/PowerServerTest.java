package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Operation;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.run.JournalEntry;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PowerServerTest {
    private final ServerWorld world = new ServerWorld();

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    @Test
    void a_server_stops_and_starts() {
        Server server = world.running();
        world.servers.power().stop(again(ANN), server.id()).get();
        assertEquals(
                Optional.of(ServerTask.POWERING_OFF), world.server(server.id()).task());
        world.work();
        assertEquals(ServerStatus.SHUTOFF, world.server(server.id()).status());
        assertEquals(Power.OFF, world.domain(server.id()).power());
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertEquals(Power.RUNNING, world.domain(server.id()).power());
    }

    @Test
    void a_guest_that_takes_its_time_to_power_off_keeps_nobody_waiting_for_its_servers_turn() {
        Server server = world.running();
        world.hypervisor.guestsIgnorePowerButton(true);
        world.servers.power().stop(again(ANN), server.id()).get();
        world.workOnce();
        assertEquals(Power.RUNNING, world.domain(server.id()).power());
        assertEquals(
                List.of(true),
                world.store.journal().ofServer(server.id()).stream()
                        .map(JournalEntry::waiting)
                        .toList());
        assertEquals(
                Optional.of(ServerTask.POWERING_OFF), world.server(server.id()).task());
    }

    @Test
    void a_guest_that_does_not_power_off_in_its_time_is_unplugged() {
        Server server = world.running();
        world.hypervisor.guestsIgnorePowerButton(true);
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.SHUTOFF, world.server(server.id()).status());
        assertEquals(Power.OFF, world.domain(server.id()).power());
        assertEquals(List.of(), world.store.journal().all());
    }

    @Test
    void a_guest_that_was_still_coming_up_is_asked_again_to_power_off() {
        ServerWorld patient = new ServerWorld(Duration.ofMinutes(1));
        Server server = patient.running();
        patient.hypervisor.guestsIgnorePowerButton(true);
        // Waiting ends as it does when something happens on the host, so that the test need not wait.
        patient.hypervisor.interference().failNext(Call.AWAIT_OFF, new HostFailure.Unreachable("host", "gone"));
        patient.servers.power().stop(again(ANN), server.id()).get();
        patient.workOnce();
        assertEquals(Power.RUNNING, patient.domain(server.id()).power());
        patient.hypervisor.guestsIgnorePowerButton(false);
        patient.work();
        assertEquals(ServerStatus.SHUTOFF, patient.server(server.id()).status());
        assertEquals(
                Optional.of(OffReason.SHUTDOWN), patient.domain(server.id()).offReason());
    }

    @Test
    void a_running_server_is_not_started_and_a_stopped_one_not_rebooted_softly() {
        Server server = world.running();
        assertEquals("server.wrong-state", code(world.servers.power().start(again(ANN), server.id())));
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        assertEquals("server.wrong-state", code(world.servers.power().reboot(again(ANN), server.id(), false)));
    }

    @Test
    void a_server_takes_one_task_at_a_time() {
        Server server = world.running();
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        assertEquals(ServerStatus.HARD_REBOOT, world.server(server.id()).status());
        assertEquals("server.wrong-state", code(world.servers.power().stop(again(ANN), server.id())));
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
    }

    private Server withLun(Volume volume) {
        return world.booted(request(Optional.empty(), lun(volume, 0)));
    }

    @Test
    void a_server_whose_definition_was_changed_by_hand_is_not_started_and_says_what_to_change() {
        Server server = withLun(world.volume(PASSTHROUGH));
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        String good = world.domain(server.id()).persistentXml();
        world.hypervisor.define(good.replace("cache='none'", "cache='unsafe'")).get();
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ERROR, world.server(server.id()).status());
        String fault = world.server(server.id()).fault().orElseThrow();
        assertTrue(fault.contains("cache='unsafe'") && fault.contains("virsh edit lunette-" + server.id()), fault);
        assertEquals(Power.OFF, world.domain(server.id()).power());
        world.hypervisor.define(good).get();
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
    }

    private void lose(Server server, Volume volume, Set<Scope> scopes) {
        world.hypervisor
                .detachDevice(server.id(), "ua-" + volume.id(), scopes, Duration.ofSeconds(1))
                .get();
        world.servers.reconcile().soon(server.id());
        world.work();
    }

    private Attachment attachment(Volume volume) {
        return world.store.attachments().ofVolume(volume.id()).getFirst();
    }

    @Test
    void a_lun_that_vanished_from_what_runs_is_shown_as_failed_with_the_reason_until_a_hard_reboot_brings_it_back() {
        Volume volume = world.volume(PASSTHROUGH);
        Server server = withLun(volume);
        lose(server, volume, Set.of(Scope.LIVE));
        assertEquals(AttachmentStatus.LOST, attachment(volume).status());
        assertEquals(VolumeStatus.ERROR, world.row(volume).status());
        Operation told = world.servers.actions().list(ANN, server.id()).get().getFirst();
        assertEquals("lost_volume", told.action());
        assertTrue(told.failure().orElseThrow().contains("what runs"), told.toString());
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        world.work();
        assertEquals(AttachmentStatus.ATTACHED, attachment(volume).status());
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
    }

    @Test
    void a_lun_that_vanished_is_told_once_and_can_be_detached() {
        Server server = withLun(world.volume(PASSTHROUGH));
        Volume volume = world.volume(PASSTHROUGH);
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .get();
        lose(server, volume, Scope.BOTH);
        lose(server, volume, Scope.BOTH);
        assertEquals(
                1,
                world.servers.actions().list(ANN, server.id()).get().stream()
                        .filter(action -> action.action().equals("lost_volume"))
                        .count());
        world.servers.detach().detach(again(ANN), server.id(), volume.id()).get();
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
    }

    @Test
    void a_server_whose_lun_became_another_is_not_started() {
        Volume volume = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        Server server = world.booted(request(Optional.empty(), lun(volume, 0)));
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        world.source.swapIdentities(volume.id(), other.id());
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ERROR, world.server(server.id()).status());
        String fault = world.server(server.id()).fault().orElseThrow();
        assertTrue(
                fault.contains("its LUN was "
                        + world.row(volume).lun().orElseThrow().identity().wwid()),
                fault);
        assertTrue(
                fault.contains("there is now "
                        + world.row(other).lun().orElseThrow().identity().wwid()),
                fault);
        assertEquals(Power.OFF, world.domain(server.id()).power());
    }
}

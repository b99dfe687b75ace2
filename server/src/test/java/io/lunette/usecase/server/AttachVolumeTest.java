package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Operation;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttachVolumeTest {
    private static final Failure REFUSED = new HostFailure.Refused("host1", "attach the device", "so it was arranged");

    private final ServerWorld world = new ServerWorld();

    private Outcome<Attachment> attach(Caller caller, ServerId server, Volume volume) {
        return world.servers.attach().attach(again(caller), request(server, volume));
    }

    private static AttachVolume.Request request(ServerId server, Volume volume) {
        return new AttachVolume.Request(server, volume.id(), Optional.empty(), Optional.empty(), false);
    }

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    private Disk disk(DomainDevices devices, Volume volume) {
        return devices.diskByAlias("ua-" + volume.id()).orElseThrow();
    }

    @Test
    void a_server_with_only_an_lsilogic_controller_gets_a_virtio_scsi_one_of_index_1_and_the_lun_on_it() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        Attachment attachment = attach(ANN, server.id(), volume).get();
        for (DomainDevices devices : List.of(world.live(server.id()), world.persistent(server.id()))) {
            assertEquals("lsilogic", devices.controller(0).orElseThrow().model());
            assertEquals("virtio-scsi", devices.controller(1).orElseThrow().model());
            Disk disk = disk(devices, volume);
            assertEquals("lun", disk.device());
            assertEquals(1, disk.address().orElseThrow().controller());
            assertEquals(attachment.slot(), disk.address());
            assertEquals(attachment.deviceName(), "/dev/" + disk.target());
        }
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(List.of(server.initiator()), world.seenBy(volume));
    }

    @Test
    void an_attachment_is_told_as_an_action_whose_steps_are_done() {
        Server server = world.running();
        attach(ANN, server.id(), world.volume(PASSTHROUGH)).get();
        Operation operation =
                world.servers.actions().list(ANN, server.id()).get().getFirst();
        assertEquals("attach_volume", operation.action());
        assertEquals(Optional.empty(), operation.failure());
        assertEquals(
                List.of("expose", "verify", "add", "attach", "confirm", "attach", "confirm"),
                operation.steps().stream()
                        .map(step -> step.name().split(" ", 2)[0])
                        .toList());
        assertTrue(operation.steps().stream().allMatch(step -> step.state() == Operation.State.DONE));
    }

    @Test
    void whatever_step_fails_everything_before_it_is_undone() {
        Server server = world.running();
        String before = world.domain(server.id()).persistentXml();
        for (int step = 1; step <= 2; step++) {
            Volume volume = world.volume(PASSTHROUGH);
            world.hypervisor.interference().failNth(step, Call.ATTACH_DEVICE, REFUSED);
            assertEquals("host.refused", code(attach(ANN, server.id(), volume)));
            assertUntouched(server, volume, before);
        }
        Volume unreachable = world.volume(PASSTHROUGH);
        world.source.cutPath(unreachable.id());
        assertEquals("storage.path-down", code(attach(ANN, server.id(), unreachable)));
        assertUntouched(server, unreachable, before);
    }

    private void assertUntouched(Server server, Volume volume, String before) {
        assertEquals(before, world.domain(server.id()).persistentXml());
        assertEquals(Optional.empty(), world.live(server.id()).controller(1));
        assertEquals(List.of(), world.seenBy(volume));
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.store.attachments().ofServer(server.id()));
    }

    @Test
    void another_lun_behind_the_same_number_is_refused_before_any_change_of_the_domain() {
        Server server = world.running();
        String before = world.domain(server.id()).persistentXml();
        Volume volume = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        world.source.swapIdentities(volume.id(), other.id());
        assertEquals("storage.identity-mismatch", code(attach(ANN, server.id(), volume)));
        assertUntouched(server, volume, before);
    }

    @Test
    void a_host_that_does_not_answer_leaves_the_attachment_undecided_and_the_lun_exposed() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        world.hypervisor
                .interference()
                .loseAnswer(Call.ATTACH_DEVICE, new HostFailure.Uncertain("host1", "attach the controller"));
        assertEquals("host.uncertain", code(attach(ANN, server.id(), volume)));
        assertEquals(VolumeStatus.ATTACHING, world.row(volume).status());
        assertEquals(
                AttachmentStatus.ATTACHING,
                world.store.attachments().ofServer(server.id()).getFirst().status());
        assertEquals(List.of(server.initiator()), world.seenBy(volume));
    }

    @Test
    void a_server_of_another_project_and_a_volume_of_another_project_are_not_there() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        Volume bobs = world.volume(BOB, PASSTHROUGH, false);
        assertEquals("server.not-found", code(attach(BOB, server.id(), bobs)));
        assertEquals("volume.not-found", code(attach(ANN, server.id(), bobs)));
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
    }

    @Test
    void a_locked_server_takes_no_volume() {
        Server server = world.running();
        world.servers.lock().lock(ANN, server.id(), Optional.empty()).get();
        assertEquals("server.locked", code(attach(ANN, server.id(), world.volume(PASSTHROUGH))));
    }

    @Test
    void a_volume_in_use_is_refused_and_its_holder_named() {
        Server holder = world.running();
        Server other = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(ANN, holder.id(), volume).get();
        Failure refused = attach(ANN, other.id(), volume).failureIfAny().orElseThrow();
        assertEquals("volume.not-available", refused.code());
        assertTrue(refused.sentence().contains(holder.id().toString()));
    }

    @Test
    void a_multiattach_volume_goes_on_two_servers_as_a_shareable_disk() {
        Server one = world.running();
        Server other = world.running();
        Volume volume = world.volume(ANN, PASSTHROUGH, true);
        attach(ANN, one.id(), volume).get();
        attach(ANN, other.id(), volume).get();
        assertTrue(disk(world.live(one.id()), volume).shareable());
        assertTrue(disk(world.live(other.id()), volume).shareable());
        assertEquals(2, world.seenBy(volume).size());
    }

    @Test
    void of_two_servers_that_want_one_volume_at_once_one_gets_it() throws Exception {
        Server one = world.running();
        Server other = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        world.hypervisor.interference().latency(Duration.ofMillis(20));
        List<Outcome<Attachment>> outcomes =
                atOnce(List.of(() -> attach(ANN, one.id(), volume), () -> attach(ANN, other.id(), volume)));
        assertEquals(1, outcomes.stream().filter(Outcome::isDone).count());
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(1, world.store.attachments().ofVolume(volume.id()).size());
        assertEquals(1, world.seenBy(volume).size());
    }

    @Test
    void volumes_attached_to_one_server_at_once_share_its_new_controller_at_different_addresses() throws Exception {
        Server server = world.running();
        List<Volume> volumes = List.of(
                world.volume(PASSTHROUGH),
                world.volume(PASSTHROUGH),
                world.volume(PASSTHROUGH),
                world.volume(PASSTHROUGH));
        world.hypervisor.interference().latency(Duration.ofMillis(2));
        List<Callable<Outcome<Attachment>>> requests = volumes.stream()
                .<Callable<Outcome<Attachment>>>map(volume -> () -> attach(ANN, server.id(), volume))
                .toList();
        List<Outcome<Attachment>> outcomes = atOnce(requests);
        assertTrue(outcomes.stream().allMatch(Outcome::isDone));
        DomainDevices live = world.live(server.id());
        assertEquals(
                1,
                live.scsi().stream()
                        .filter(controller -> controller.model().equals("virtio-scsi"))
                        .count());
        assertEquals(
                4,
                volumes.stream()
                        .map(volume -> disk(live, volume).address())
                        .distinct()
                        .count());
        assertEquals(
                4,
                outcomes.stream()
                        .map(done -> done.get().deviceName())
                        .distinct()
                        .count());
    }

    private static List<Outcome<Attachment>> atOnce(List<Callable<Outcome<Attachment>>> requests) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome<Attachment>>> running = threads.invokeAll(requests);
            List<Outcome<Attachment>> outcomes = new java.util.ArrayList<>();
            for (Future<Outcome<Attachment>> future : running) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }

    @Test
    void a_server_that_is_off_gets_the_lun_at_its_next_start() {
        Server server = world.running();
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        Volume volume = world.volume(PASSTHROUGH);
        attach(ANN, server.id(), volume).get();
        assertFalse(world.domain(server.id()).liveXml().isPresent());
        assertEquals("lun", disk(world.persistent(server.id()), volume).device());
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals("lun", disk(world.live(server.id()), volume).device());
    }

    @Test
    void a_volume_that_says_lsilogic_is_attached_as_a_disk_on_the_lsilogic_controller() {
        Server server = world.running();
        Volume plain = world.volume(Map.of(Volume.SCSI_MODEL, "lsilogic"));
        Attachment attachment = attach(ANN, server.id(), plain).get();
        assertEquals("disk", disk(world.live(server.id()), plain).device());
        assertEquals(0, attachment.slot().orElseThrow().controller());
    }

    @Test
    void a_step_that_fails_is_told_with_the_action() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        world.source.failNext(new StorageFailure.Unavailable("Nothing was exposed", "so it was arranged"));
        assertEquals("storage.unavailable", code(attach(ANN, server.id(), volume)));
        Operation operation =
                world.servers.actions().list(ANN, server.id()).get().getFirst();
        assertTrue(operation.failure().orElseThrow().contains("so it was arranged"));
        assertEquals(Operation.State.FAILED, operation.steps().getLast().state());
    }

    @Test
    void a_step_that_fails_is_in_the_log_with_the_server_and_the_reason() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        world.source.failNext(new StorageFailure.Unavailable("Nothing was exposed", "so it was arranged"));
        List<String> warnings = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord told) {
                if (told.getLevel().equals(Level.WARNING)) {
                    warnings.add(told.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Actions.class.getName());
        log.addHandler(listener);
        try {
            assertFalse(attach(ANN, server.id(), volume).isDone());
        } finally {
            log.removeHandler(listener);
        }
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().contains(server.id().toString()), warnings::toString);
        assertTrue(warnings.getFirst().contains("so it was arranged"), warnings::toString);
    }
}

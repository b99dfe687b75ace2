package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainReader;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Operation;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.port.DomainSnapshot;
import io.lunette.usecase.server.PlannedWork.PlannedStep;
import io.lunette.usecase.server.PlannedWork.Would;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlanWorkTest {
    private final ServerWorld world = new ServerWorld();

    private Outcome<PlannedWork> plan(Caller caller, Work work) {
        List<Object> before = everything();
        Outcome<PlannedWork> planned = world.servers.plans().plan(again(caller), work);
        world.work();
        assertEquals(before, everything(), "a plan changes nothing");
        return planned;
    }

    /** Rows, domains, and who sees which LUN. */
    private List<Object> everything() {
        List<Server> servers = world.store.servers().list(Optional.empty());
        List<Volume> volumes = world.store.volumes().list(Optional.empty());
        return List.of(
                servers,
                volumes,
                world.store.attachments().all(),
                servers.stream()
                        .map(server -> world.store.operations().ofServer(server.id()))
                        .toList(),
                world.hypervisor.servers().get().stream().map(world::domain).toList(),
                volumes.stream().map(world::seenBy).toList());
    }

    private Would would(Caller caller, Work work) {
        return assertInstanceOf(Would.class, plan(caller, work).get());
    }

    private Failure refused(Work work) {
        return assertInstanceOf(PlannedWork.Refused.class, plan(ANN, work).get())
                .why();
    }

    private static AttachVolume.Request request(Server server, Volume volume) {
        return new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false);
    }

    private static Work attach(Server server, Volume volume) {
        return new Work.Attach(request(server, volume));
    }

    private Server withLun(Volume volume) {
        Server server = world.running();
        world.servers.attach().attach(again(ANN), request(server, volume)).get();
        return server;
    }

    private List<String> stepsDone(Server server) {
        return world.servers.actions().list(ANN, server.id()).get().getFirst().steps().stream()
                .map(Operation.StepRecord::name)
                .toList();
    }

    private static List<String> steps(Would would) {
        return would.steps().stream()
                .filter(step -> !step.afterwards())
                .map(PlannedStep::does)
                .toList();
    }

    /** What was foretold of its SCSI controllers and its disks is what came. */
    private void assertCame(Would foretold, Server server) {
        DomainSnapshot came = world.domain(server.id());
        assertSameDevices(foretold.persistent().after(), came.persistentXml());
        assertSameDevices(foretold.live().after(), came.liveXml().orElse(""));
    }

    private static void assertSameDevices(String foretold, String came) {
        assertEquals(came.isEmpty(), foretold.isEmpty());
        if (!came.isEmpty()) {
            DomainDevices real = DomainReader.read(came);
            DomainDevices said = DomainReader.read(foretold);
            assertEquals(real.scsi(), said.scsi());
            assertEquals(real.disks(), said.disks());
            assertEquals(real.scsiAddresses(), said.scsiAddresses());
        }
    }

    @Test
    void an_attach_does_the_steps_that_were_planned_and_the_domain_becomes_what_was_foretold() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        Would would = would(ADMIN, attach(server, volume));
        world.servers.attach().attach(again(ANN), request(server, volume)).get();
        assertEquals(stepsDone(server), steps(would));
        assertCame(would, server);
    }

    @Test
    void an_attach_to_a_stopped_server_leaves_nothing_running() {
        Server server = world.running();
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        Would would = would(ADMIN, attach(server, world.volume(PASSTHROUGH)));
        assertEquals(new PlannedWork.Change("", ""), would.live());
        assertTrue(would.persistent().after().contains("virtio-scsi"));
    }

    @Test
    void a_step_tells_its_kind_its_undo_its_scopes_and_the_device() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        List<PlannedStep> steps = would(ADMIN, attach(server, volume)).steps();
        assertEquals(
                List.of(
                        "expose",
                        "verify-identity",
                        "add-io-thread",
                        "attach-controller",
                        "confirm-controller",
                        "attach-disk",
                        "confirm-disk"),
                steps.stream().map(PlannedStep::kind).toList());
        PlannedStep controller = steps.get(3);
        assertEquals(Optional.of("detach controller 1"), controller.undo());
        assertEquals(2, controller.scopes().size());
        assertTrue(controller.device().orElseThrow().contains("model='virtio-scsi'"));
        assertTrue(steps.get(5).device().orElseThrow().contains("device='lun'"));
        assertEquals(Optional.empty(), steps.get(1).undo());
        assertEquals(Optional.empty(), steps.get(1).device());
    }

    @Test
    void a_detach_does_what_was_planned_and_its_empty_controller_goes_afterwards() {
        Volume volume = world.volume(PASSTHROUGH);
        Server server = withLun(volume);
        Would would = would(ADMIN, new Work.Detach(server.id(), volume.id()));
        world.servers.detach().detach(again(ANN), server.id(), volume.id()).get();
        assertEquals(stepsDone(server), steps(would));
        world.work();
        assertCame(would, server);
        List<PlannedStep> afterwards =
                would.steps().stream().filter(PlannedStep::afterwards).toList();
        assertEquals(
                List.of("detach-controller", "remove-io-thread"),
                afterwards.stream().map(PlannedStep::kind).toList());
        assertTrue(afterwards.getFirst().device().orElseThrow().contains("virtio-scsi"));
    }

    @Test
    void a_boot_does_what_was_planned() {
        BootServer.Request wanted =
                ServerWorld.request(Optional.empty(), ServerWorld.lun(world.volume(PASSTHROUGH), 0));
        Would would = would(ADMIN, new Work.Boot(wanted, 1));
        assertEquals("", would.persistent().before());
        Server server = world.booted(wanted);
        assertEquals(
                stepsDone(server),
                steps(would).stream()
                        .map(step -> step.replace(
                                would.server().id().toString(), server.id().toString()))
                        .toList());
        assertEquals(
                world.persistent(server.id()).scsi(),
                DomainReader.read(would.persistent().after()).scsi());
    }

    @Test
    void several_servers_at_once_are_planned_as_the_first_of_them() {
        BootServer.Request wanted =
                ServerWorld.request(Optional.of(world.image(Map.of()).id()));
        assertEquals("vm-1", would(ANN, new Work.Boot(wanted, 3)).server().name());
    }

    @Test
    void a_delete_leaves_no_domain_and_withdraws_each_lun() {
        Volume volume = world.volume(PASSTHROUGH);
        Server server = withLun(volume);
        Would would = would(ANN, new Work.Delete(server.id()));
        assertEquals("", would.persistent().after());
        assertEquals("", would.live().after());
        assertTrue(steps(would).stream().anyMatch(step -> step.startsWith("withdraw LUN")));
    }

    @Test
    void a_start_looks_at_each_lun_again_first() {
        Volume volume = world.volume(PASSTHROUGH);
        Server server = withLun(volume);
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        Would would = would(ANN, new Work.Start(server.id()));
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals(stepsDone(server), steps(would));
        assertEquals(would.persistent().after(), would.live().after());
    }

    @Test
    void a_hard_reboot_powers_off_first() {
        Server server = world.running();
        Would would = would(ANN, new Work.HardReboot(server.id()));
        assertEquals("power the domain off", steps(would).getFirst());
    }

    @Test
    void what_the_work_would_be_refused_with_is_the_plan() {
        Server server = world.running();
        Volume wrong = world.volume(Map.of(Volume.SCSI_MODEL, "buslogic"));
        assertEquals(
                world.servers
                        .attach()
                        .attach(again(ANN), request(server, wrong))
                        .failureIfAny()
                        .orElseThrow(),
                refused(attach(server, wrong)));
        Volume taken = world.volume(PASSTHROUGH);
        withLun(taken);
        assertEquals(
                world.servers
                        .attach()
                        .attach(again(ANN), request(server, taken))
                        .failureIfAny()
                        .orElseThrow(),
                refused(attach(server, taken)));
        assertEquals("server.wrong-state", refused(new Work.Start(server.id())).code());
        assertEquals(
                "plan.bad-mapping",
                refused(new Work.Boot(
                                ServerWorld.request(Optional.empty(), ServerWorld.lun(world.volume(PASSTHROUGH), 0)),
                                2))
                        .code());
    }

    @Test
    void what_is_not_there_or_not_the_callers_is_not_found() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        List<Outcome<PlannedWork>> outcomes = List.of(
                plan(BOB, attach(server, volume)),
                plan(BOB, new Work.Delete(server.id())),
                plan(ANN, new Work.Detach(server.id(), volume.id())),
                plan(ANN, attach(server, world.volume(BOB, PASSTHROUGH, false))));
        for (Outcome<PlannedWork> outcome : outcomes) {
            assertEquals(
                    Failure.Kind.NOT_FOUND, outcome.failureIfAny().orElseThrow().kind());
        }
    }

    @Test
    void paths_on_the_host_are_for_administrators() {
        Server server = world.running();
        Work work = attach(server, world.volume(PASSTHROUGH));
        String all = would(ADMIN, work).persistent().after();
        String some = would(ANN, work).persistent().after();
        assertTrue(all.contains("<emulator>/"), all);
        assertFalse(some.matches("(?s).*(=[\"']|>)/.*"), some);
        assertTrue(some.contains("protocol='iscsi'"), some);
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
    }
}

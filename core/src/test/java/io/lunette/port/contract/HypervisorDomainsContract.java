package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.MarkReader;
import io.lunette.domainxml.ServerMark;
import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure.NoSuchDomain;
import io.lunette.failure.HostFailure.Refused;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Capabilities, and domains from their definition to their end. */
public abstract class HypervisorDomainsContract extends HypervisorContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void a_host_says_what_it_is() {
        HostCapabilities host = hypervisor().capabilities().get();
        for (String text : List.of(
                host.uuid().toString(),
                host.hostname(),
                host.libvirtVersion(),
                host.qemuVersion(),
                host.emulator(),
                host.architecture())) {
            assertFalse(text.isBlank());
        }
        assertTrue(List.of("kvm", "qemu").contains(host.virtType()), host.virtType());
        assertTrue(host.cpus() > 0);
        assertTrue(host.memoryMiB() > 0);
        assertTrue(hypervisor().patience().isPositive());
    }

    @Test
    void the_machine_is_named_canonically() {
        assertTrue(hypervisor().capabilities().get().machine().matches("pc-(q35|i440fx)-.+"));
    }

    @Test
    void the_pool_path_is_absolute_and_console_logs_lie_in_it() {
        HostCapabilities host = hypervisor().capabilities().get();
        ServerId server = newServer();
        assertTrue(host.poolPath().matches("/.*[^/]"));
        assertEquals(host.poolPath() + "/" + server + ".console.log", host.consoleLogPath(server));
    }

    @Test
    void a_host_offers_exactly_the_scsi_models_that_it_can_make() {
        HostCapabilities host = hypervisor().capabilities().get();
        ServerId server = paused("");
        int index = 0;
        for (ScsiModel model : ScsiModel.values()) {
            String controller = SampleDomain.controller(index, model.libvirtName());
            boolean made = hypervisor()
                    .attachDevice(server, controller, java.util.Set.of(Scope.LIVE))
                    .isDone();
            assertEquals(host.scsiModels().contains(model), made, model.libvirtName());
            index += made ? 1 : 0;
        }
    }

    @Test
    void a_server_that_was_never_defined_is_not_found() {
        assertEquals(Optional.empty(), hypervisor().find(newServer()).get());
    }

    @Test
    void a_defined_server_is_off_and_has_a_persistent_definition_alone() {
        ServerId server = defined("");
        assertEquals(Power.OFF, found(server).power());
        assertEquals(Optional.empty(), found(server).liveXml());
        assertTrue(found(server).persistentXml().contains(server.toString()));
    }

    @Test
    void the_mark_in_the_metadata_is_kept() {
        assertTrue(found(defined("")).persistentXml().contains("urn:io.lunette:domain:1"));
    }

    @Test
    void defining_again_replaces_the_definition() {
        ServerId server = defined("");
        hypervisor()
                .define(SampleDomain.with(server, SampleDomain.controller(0, "virtio-scsi")))
                .get();
        assertEquals(
                "virtio-scsi", persistent(server).controller(0).orElseThrow().model());
    }

    @Test
    void defining_the_same_again_changes_nothing() {
        ServerId server = defined("");
        String before = found(server).persistentXml();
        hypervisor().define(before).get();
        assertEquals(before, found(server).persistentXml());
    }

    @Test
    void a_definition_that_libvirts_schema_refuses_leaves_nothing() {
        ServerId server = newServer();
        String wrong = SampleDomain.with(server, "<controller type='scsi' index='first'/>");
        assertFailed(Refused.class, hypervisor().define(wrong));
        assertEquals(Optional.empty(), hypervisor().find(server).get());
    }

    @Test
    void text_that_is_not_xml_is_refused() {
        assertFailed(Refused.class, hypervisor().define("<domain"));
    }

    @Test
    void a_definition_without_lunettes_mark_is_refused_because_it_could_never_be_found_again() {
        ServerId server = newServer();
        assertFailed(Refused.class, hypervisor().define(SampleDomain.foreign(server)));
    }

    @Test
    void a_definition_never_takes_over_a_foreign_domain() {
        ServerId server = newServer();
        stage().startForeign(SampleDomain.foreign(server));
        assertFailed(Refused.class, hypervisor().define(SampleDomain.empty(server)));
        assertTrue(stage().foreignRuns(server));
    }

    @Test
    void a_foreign_domain_is_as_if_it_were_not_there() {
        ServerId server = newServer();
        stage().startForeign(SampleDomain.foreign(server));
        assertEquals(Optional.empty(), hypervisor().find(server).get());
        assertFalse(hypervisor().servers().get().contains(server));
        assertFailed(NoSuchDomain.class, hypervisor().start(server));
        assertFailed(NoSuchDomain.class, hypervisor().requestReboot(server));
        assertFailed(NoSuchDomain.class, hypervisor().console(server, Optional.empty()));
        assertFailed(
                NoSuchDomain.class,
                hypervisor().attachDevice(server, SampleDomain.controller(0, "virtio-scsi"), Scope.BOTH));
        assertFailed(NoSuchDomain.class, hypervisor().detachDevice(server, "ua-x", Scope.BOTH, SHORT));
    }

    @Test
    void powering_off_and_undefining_spare_a_foreign_domain() {
        ServerId server = newServer();
        stage().startForeign(SampleDomain.foreign(server));
        assertEquals(Outcome.done(), hypervisor().requestShutdown(server));
        assertEquals(Outcome.done(), hypervisor().powerOff(server));
        assertEquals(Outcome.done(), hypervisor().undefine(server));
        assertTrue(stage().foreignRuns(server));
    }

    @Test
    void servers_lists_what_is_off_and_what_runs() {
        ServerId off = defined("");
        ServerId there = paused("");
        assertTrue(hypervisor().servers().get().containsAll(List.of(off, there)));
    }

    @Test
    void a_started_server_runs_and_shows_what_runs() {
        ServerId server = defined("");
        hypervisor().start(server).get();
        assertEquals(Power.RUNNING, found(server).power());
        assertTrue(found(server).liveXml().isPresent());
    }

    @Test
    void a_server_can_be_started_with_its_cpus_stopped() {
        assertEquals(Power.PAUSED, found(paused("")).power());
    }

    @Test
    void starting_what_runs_already_leaves_it_as_it_is() {
        ServerId server = paused("");
        String before = found(server).liveXml().orElseThrow();
        assertEquals(Outcome.done(), hypervisor().start(server));
        assertEquals(Outcome.done(), hypervisor().startPaused(server));
        assertEquals(before, found(server).liveXml().orElseThrow());
    }

    @Test
    void a_server_that_runs_can_be_paused_and_goes_on() {
        ServerId server = defined("");
        hypervisor().start(server).get();
        hypervisor().pause(server).get();
        assertEquals(Power.PAUSED, found(server).power());
        hypervisor().resume(server).get();
        assertEquals(Power.RUNNING, found(server).power());
    }

    @Test
    void pausing_what_stands_still_and_resuming_what_runs_is_done_already() {
        ServerId server = paused("");
        assertEquals(Outcome.done(), hypervisor().pause(server));
        assertEquals(Power.PAUSED, found(server).power());
        assertEquals(Outcome.done(), hypervisor().resume(server));
        assertEquals(Outcome.done(), hypervisor().resume(server));
        assertEquals(Power.RUNNING, found(server).power());
    }

    @Test
    void a_server_that_is_off_stays_off_when_it_is_paused_or_resumed() {
        ServerId server = defined("");
        assertEquals(Outcome.done(), hypervisor().pause(server));
        assertEquals(Outcome.done(), hypervisor().resume(server));
        assertEquals(Power.OFF, found(server).power());
        assertFailed(NoSuchDomain.class, hypervisor().pause(newServer()));
        assertFailed(NoSuchDomain.class, hypervisor().resume(newServer()));
    }

    @Test
    void a_server_that_is_not_there_cannot_be_started() {
        assertFailed(NoSuchDomain.class, hypervisor().start(newServer()));
    }

    @Test
    void a_server_whose_lun_does_not_answer_stays_off() {
        ServerId server = defined(SampleDomain.controller(0, "virtio-scsi") + lun(stage().deadPath(), "sda", 0, 0));
        DomainSnapshot before = found(server);
        assertFailed(Refused.class, hypervisor().start(server));
        DomainSnapshot after = found(server);
        assertEquals(before.persistentXml(), after.persistentXml());
        assertEquals(Optional.empty(), after.liveXml());
        assertEquals(Power.OFF, after.power());
    }

    @Test
    void a_change_of_the_definition_waits_for_the_next_start() {
        ServerId server = paused("");
        hypervisor()
                .define(SampleDomain.with(server, SampleDomain.controller(0, "virtio-scsi")))
                .get();
        assertTrue(live(server).controller(0).isEmpty());
        hypervisor().powerOff(server).get();
        hypervisor().startPaused(server).get();
        assertTrue(live(server).controller(0).isPresent());
    }

    @Test
    void a_server_whose_plug_was_pulled_is_off_and_still_defined() {
        ServerId server = paused("");
        hypervisor().powerOff(server).get();
        assertEquals(Power.OFF, found(server).power());
        assertEquals(Optional.empty(), found(server).liveXml());
    }

    @Test
    void powering_off_is_done_as_well_when_it_was_off_or_is_not_there() {
        assertEquals(Outcome.done(), hypervisor().powerOff(defined("")));
        assertEquals(Outcome.done(), hypervisor().powerOff(newServer()));
    }

    @Test
    void asking_to_shut_down_is_done_as_well_when_nothing_runs() {
        assertEquals(Outcome.done(), hypervisor().requestShutdown(defined("")));
        assertEquals(Outcome.done(), hypervisor().requestShutdown(newServer()));
    }

    @Test
    void a_running_server_can_be_asked_to_shut_down_and_to_restart() {
        ServerId server = defined("");
        hypervisor().start(server).get();
        assertEquals(Outcome.done(), hypervisor().requestReboot(server));
        assertEquals(Outcome.done(), hypervisor().requestShutdown(server));
    }

    @Test
    void what_does_not_run_cannot_be_asked_to_restart() {
        assertFailed(NoSuchDomain.class, hypervisor().requestReboot(newServer()));
        assertFailed(Refused.class, hypervisor().requestReboot(defined("")));
    }

    @Test
    void an_undefined_server_is_gone() {
        ServerId server = defined("");
        hypervisor().undefine(server).get();
        assertEquals(Optional.empty(), hypervisor().find(server).get());
        assertEquals(Outcome.done(), hypervisor().undefine(server));
    }

    @Test
    void a_server_that_runs_is_not_forgotten() {
        ServerId server = paused("");
        assertRefusedWithoutChange(server, Refused.class, () -> hypervisor().undefine(server));
    }

    @Test
    void a_host_that_has_answered_is_reached() {
        assertEquals(Optional.empty(), hypervisor().find(newServer()).get());
        assertTrue(hypervisor().isReached());
    }

    @Test
    void what_is_off_or_not_there_need_not_be_waited_for() {
        assertTrue(hypervisor().awaitOff(defined(""), LONG).get());
        assertTrue(hypervisor().awaitOff(newServer(), LONG).get());
    }

    @Test
    void waiting_for_a_server_that_stays_on_ends() {
        assertFalse(hypervisor().awaitOff(paused(""), SHORT).get());
    }

    @Test
    void waiting_ends_when_the_server_is_off_however_that_came() throws Exception {
        ServerId server = paused("");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome<Boolean>> waiting = threads.submit(() -> hypervisor().awaitOff(server, LONG));
            hypervisor().powerOff(server).get();
            assertTrue(waiting.get().get());
        }
    }

    @Test
    void calls_on_several_servers_may_be_made_at_once() throws Exception {
        List<ServerId> servers =
                IntStream.range(0, 24).mapToObj(i -> defined("")).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome<Unit>>> work = servers.stream()
                    .<Callable<Outcome<Unit>>>map(server -> () -> hypervisor()
                            .attachDevice(
                                    server,
                                    SampleDomain.controller(0, "virtio-scsi"),
                                    java.util.Set.of(Scope.PERSISTENT)))
                    .toList();
            for (Future<Outcome<Unit>> done : threads.invokeAll(work)) {
                assertEquals(Outcome.done(), result(done));
            }
        }
        servers.forEach(server -> assertTrue(persistent(server).controller(0).isPresent()));
    }

    private static <T> T result(Future<T> future) throws ExecutionException, InterruptedException {
        return future.get();
    }

    private static final Server MARKED = Samples.fullServer();

    private static Server read(String domainXml) {
        return MarkReader.read(Xml.parse(domainXml), MARKED.host(), MARKED.status())
                .get();
    }

    private static String marked(ServerId server) {
        return Xml.print(ServerMark.of(MARKED, List.of(new DomainSpec.DiskTag("ua-1", "a tag")))
                .with("id", server));
    }

    private static Element bare(Server server) {
        return ServerMark.of(server, List.of());
    }

    @Test
    void a_mark_is_replaced_in_the_definition_and_in_what_runs_and_all_its_text_stays_text() {
        ServerId server = paused("");
        DomainSnapshot before = found(server);

        hypervisor().mark(server, marked(server)).get();

        DomainSnapshot after = found(server);
        for (String xml : List.of(after.persistentXml(), after.liveXml().orElseThrow())) {
            assertEquals(bare(MARKED).with("id", server), bare(read(xml)));
            assertEquals(
                    Map.of("ua-1", "a tag"),
                    ServerMark.diskTags(MarkReader.find(Xml.parse(xml)).orElseThrow()));
        }
        assertEquals(DomainReader.read(before.persistentXml()), DomainReader.read(after.persistentXml()));
        assertEquals(
                List.of(server),
                hypervisor().servers().get().stream().filter(server::equals).toList());
    }

    @Test
    void a_domain_that_is_off_is_marked_too_and_again() {
        ServerId server = defined("");
        hypervisor().mark(server, marked(server)).get();
        hypervisor().mark(server, marked(server)).get();
        hypervisor().startPaused(server).get();
        assertEquals(
                bare(MARKED).with("id", server),
                bare(read(found(server).liveXml().orElseThrow())));
    }

    @Test
    void a_domain_that_is_not_there_or_not_lunettes_is_not_marked() {
        assertFailed(NoSuchDomain.class, hypervisor().mark(newServer(), marked(newServer())));
        ServerId foreign = newServer();
        stage().startForeign(SampleDomain.foreign(foreign));
        assertFailed(NoSuchDomain.class, hypervisor().mark(foreign, marked(foreign)));
    }
}

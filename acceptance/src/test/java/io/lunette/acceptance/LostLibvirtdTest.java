package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainReader;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.port.Hypervisor;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.server.libvirt.LibvirtHost;
import io.lunette.server.libvirt.LibvirtHypervisor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hypervisor port on a libvirtd that is killed, hangs, and comes up again. */
class LostLibvirtdTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String DISK = "ua-blank";
    private static final String FILE = "/var/lib/libvirt/blank.img";
    private static final String CONTROLLER = "ua-lunette-scsi0";

    private static PrivateLibvirtd libvirtd;

    private final LibvirtHypervisor hypervisor = hypervisor(Duration.ofSeconds(30));
    private final LibvirtHypervisor impatient = hypervisor(PATIENCE);
    private final ServerId server = new ServerId(UUID.randomUUID());

    @BeforeAll
    static void start() throws IOException {
        libvirtd = PrivateLibvirtd.start();
        Files.write(libvirtd.path(FILE), new byte[1 << 20]);
    }

    @AfterAll
    static void stop() {
        libvirtd.close();
    }

    private static LibvirtHypervisor hypervisor(Duration patience) {
        return new LibvirtHypervisor(
                new LibvirtHost(
                        new HostName("private"),
                        libvirtd.uri(),
                        LibvirtHost.VirtType.QEMU,
                        "lunette",
                        "/var/lib/libvirt/lunette",
                        patience),
                libvirtd.path("trials"));
    }

    @BeforeEach
    void startServer() {
        hypervisor.define("""
                <domain type='qemu'>
                  <name>lunette-%s</name><uuid>%s</uuid>
                  <metadata><lunette:server xmlns:lunette='urn:io.lunette:domain:1'/></metadata>
                  <memory unit='MiB'>32</memory><vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>
                  <devices>
                    <controller type='usb' model='none'/>
                    <controller type='pci' index='0' model='pcie-root'/>
                    <controller type='pci' index='1' model='pcie-root-port'/>
                    <controller type='pci' index='2' model='pcie-root-port'/>
                    <controller type='scsi' index='0' model='virtio-scsi'><alias name='%s'/></controller>
                    <memballoon model='none'/>
                  </devices>
                </domain>""".formatted(server, server, CONTROLLER)).get();
        hypervisor.startPaused(server).get();
    }

    @AfterEach
    void endServer() {
        hypervisor.powerOff(server);
        hypervisor.undefine(server);
        hypervisor.close();
        impatient.close();
    }

    private static String disk() {
        return """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/><source file='%s'/>
                  <target dev='sda' bus='scsi'/><alias name='%s'/>
                  <address type='drive' controller='0' bus='0' target='1' unit='0'/>
                </disk>""".formatted(FILE, DISK);
    }

    private static String silentLun(int port) {
        return """
                <disk type='network' device='lun'>
                  <driver name='qemu' type='raw' cache='none'/>
                  <source protocol='iscsi' name='iqn.2026-11.org.example:silent/1'>
                    <host name='127.0.0.1' port='%d'/>
                  </source>
                  <target dev='sdb' bus='scsi'/>
                  <address type='drive' controller='0' bus='0' target='2' unit='0'/>
                </disk>""".formatted(port);
    }

    private DomainSnapshot found() {
        return hypervisor.find(server).get().orElseThrow();
    }

    private static void assertFailed(Class<? extends HostFailure> expected, Outcome<?> outcome) {
        assertInstanceOf(expected, outcome.failureIfAny().orElseThrow());
    }

    /** Work that goes on beside the test. */
    private static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> result.complete(work.get()));
        return result;
    }

    /** Counts what a watcher is told. */
    private static final class Counts implements Hypervisor.Watcher {
        private final Semaphore connections = new Semaphore(0);
        private final Semaphore changes = new Semaphore(0);

        @Override
        public void changed(ServerId server) {
            changes.release();
        }

        @Override
        public void connected() {
            connections.release();
        }

        static void awaitOne(Semaphore told) throws InterruptedException {
            assertTrue(told.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void a_domain_outlives_libvirtd_and_the_next_call_finds_it_with_its_devices() {
        hypervisor.attachDevice(server, disk(), Scope.BOTH).get();
        libvirtd.kill();
        libvirtd.startAgain();
        DomainSnapshot after = found();
        assertEquals(DomainSnapshot.Power.PAUSED, after.power());
        assertTrue(after.liveXml().orElseThrow().contains(DISK));
        assertEquals(Outcome.done(DetachResult.GONE), hypervisor.detachDevice(server, DISK, Scope.BOTH, LONG));
    }

    @Test
    void calls_while_libvirtd_is_gone_are_unreachable_and_those_after_it_just_work() {
        libvirtd.kill();
        assertFailed(HostFailure.Unreachable.class, hypervisor.find(server));
        assertFailed(HostFailure.Unreachable.class, hypervisor.attachDevice(server, disk(), Scope.BOTH));
        libvirtd.startAgain();
        assertEquals(Outcome.done(), hypervisor.attachDevice(server, disk(), Scope.BOTH));
        assertTrue(hypervisor.capabilities().isDone());
    }

    @Test
    void a_change_under_which_libvirtd_dies_is_uncertain_and_looking_again_tells_what_came_of_it() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Outcome<Unit>> attach = meanwhile(
                    () -> hypervisor.attachDevice(server, silentLun(silent.getLocalPort()), Set.of(Scope.LIVE)));
            silent.accept();
            libvirtd.kill();
            assertFailed(HostFailure.Uncertain.class, attach.join());
        }
        libvirtd.startAgain();
        assertEquals(
                List.of(), DomainReader.read(found().liveXml().orElseThrow()).disks());
    }

    @Test
    void who_waits_for_a_device_to_leave_goes_on_waiting_while_libvirtd_is_started_again() {
        CompletableFuture<Outcome<DetachResult>> leaving =
                meanwhile(() -> hypervisor.detachDevice(server, CONTROLLER, Set.of(Scope.LIVE), LONG));
        Waiting.untilTrue("the request", LONG, this::isLeaving);
        libvirtd.kill();
        libvirtd.startAgain();
        assertFalse(leaving.isDone());
        hypervisor.powerOff(server).get();
        assertEquals(Outcome.done(DetachResult.GONE), leaving.join());
    }

    /** libvirt says so when it is asked a second time. */
    private boolean isLeaving() {
        return libvirtd.virsh("detach-device-alias", "lunette-" + server, CONTROLLER, "--live")
                .err()
                .contains("in the process of unplug");
    }

    @Test
    void who_waits_for_a_server_to_be_off_goes_on_waiting_while_libvirtd_is_started_again() {
        CompletableFuture<Outcome<Boolean>> off = meanwhile(() -> hypervisor.awaitOff(server, LONG));
        libvirtd.kill();
        libvirtd.startAgain();
        assertFalse(off.isDone());
        hypervisor.powerOff(server).get();
        assertEquals(Outcome.done(true), off.join());
    }

    @Test
    void who_watches_is_told_when_libvirtd_is_back_and_hears_events_again() throws InterruptedException {
        Counts counts = new Counts();
        hypervisor.watch(counts);
        Counts.awaitOne(counts.connections);
        libvirtd.kill();
        libvirtd.startAgain();
        Counts.awaitOne(counts.connections);
        counts.changes.drainPermits();
        libvirtd.killQemu("lunette-" + server);
        Counts.awaitOne(counts.changes);
        assertTrue(hypervisor.awaitOff(server, LONG).get());
    }

    @Test
    void a_server_whose_qemu_died_while_libvirtd_was_away_is_off_because_it_crashed() {
        libvirtd.kill();
        libvirtd.killQemu("lunette-" + server);
        libvirtd.startAgain();
        assertTrue(hypervisor.awaitOff(server, LONG).get());
        assertEquals(Optional.of(OffReason.CRASHED), found().offReason());
        assertEquals(Outcome.done(), hypervisor.startPaused(server));
    }

    @Test
    void after_a_loss_of_power_servers_are_off_and_nobody_knows_why() {
        libvirtd.powerCut();
        libvirtd.startAgain();
        assertEquals(DomainSnapshot.Power.OFF, found().power());
        assertEquals(Optional.of(OffReason.UNKNOWN), found().offReason());
        assertEquals(Outcome.done(), hypervisor.startPaused(server));
    }

    @Test
    void a_libvirtd_that_hangs_makes_calls_uncertain_and_new_connections_unreachable() {
        assertTrue(impatient.find(server).isDone());
        try (LibvirtHypervisor other = hypervisor(PATIENCE)) {
            libvirtd.freeze(true);
            assertFailed(HostFailure.Uncertain.class, impatient.attachDevice(server, disk(), Scope.BOTH));
            assertFailed(HostFailure.Unreachable.class, other.attachDevice(server, disk(), Scope.BOTH));
            assertFailed(HostFailure.Unreachable.class, other.find(server));
        } finally {
            libvirtd.freeze(false);
        }
        Waiting.untilTrue(
                "the late attach", LONG, () -> found().liveXml().orElseThrow().contains(DISK));
        assertTrue(impatient.find(server).isDone());
    }

    @Test
    void work_that_was_refused_because_libvirtd_hung_is_never_done_later() {
        try (LibvirtHypervisor other = hypervisor(PATIENCE)) {
            libvirtd.freeze(true);
            assertFailed(HostFailure.Unreachable.class, other.attachDevice(server, disk(), Scope.BOTH));
            libvirtd.freeze(false);
            Waiting.untilTrue("the connection", LONG, () -> other.find(server).isDone());
            assertFalse(found().liveXml().orElseThrow().contains(DISK));
        }
    }
}

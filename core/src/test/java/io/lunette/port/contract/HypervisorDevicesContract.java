package io.lunette.port.contract;

import static io.lunette.port.contract.SampleDomain.controller;
import static io.lunette.port.contract.SampleDomain.controllerAlias;
import static io.lunette.port.contract.SampleDomain.lunAlias;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.failure.HostFailure.NoSuchDomain;
import io.lunette.failure.HostFailure.Refused;
import io.lunette.failure.Outcome;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.run.TargetLogins;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Adding devices to a server and taking them away. */
public abstract class HypervisorDevicesContract extends HypervisorContract {
    private static final Duration MOMENT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Set<Scope> LIVE = Set.of(Scope.LIVE);
    private static final Set<Scope> PERSISTENT = Set.of(Scope.PERSISTENT);
    private static final String VIRTIO_0 = controller(0, "virtio-scsi");

    private void attach(ServerId server, String device, Set<Scope> scopes) {
        hypervisor().attachDevice(server, device, scopes).get();
    }

    private DetachResult detach(ServerId server, String alias, Set<Scope> scopes, Duration atMost) {
        return hypervisor().detachDevice(server, alias, scopes, atMost).get();
    }

    private void assertHasLun(DomainDevices devices, String target, ScsiAddress address) {
        DomainDevices.Disk disk = devices.diskByAlias(lunAlias(target)).orElseThrow();
        assertEquals("lun", disk.device());
        assertEquals("scsi", disk.bus());
        assertEquals(target, disk.target());
        assertEquals(Optional.of(address), disk.address());
    }

    @Test
    void a_lun_that_grew_is_as_large_as_it_was_until_the_hypervisor_is_told() {
        Connection.Network path = stage().lun(1);
        stage().resizeLun(path, ByteCount.ofMiB(16));
        ServerId server = paused(SampleDomain.controller(0, "virtio-scsi") + lun(path, "sda", 0, 0));
        String alias = SampleDomain.lunAlias("sda");
        assertEquals(
                Optional.of(ByteCount.ofMiB(16)),
                hypervisor().diskSize(server, alias).get());
        stage().resizeLun(path, ByteCount.ofMiB(24));
        assertEquals(
                Optional.of(ByteCount.ofMiB(16)),
                hypervisor().diskSize(server, alias).get());
        hypervisor().resizeDisk(server, alias, ByteCount.ofMiB(24)).get();
        assertEquals(
                Optional.of(ByteCount.ofMiB(24)),
                hypervisor().diskSize(server, alias).get());
        assertEquals(Outcome.done(), hypervisor().resizeDisk(server, alias, ByteCount.ofMiB(24)));
    }

    @Test
    void the_size_that_counts_is_the_one_that_the_lun_says() {
        Connection.Network path = stage().lun(2);
        stage().resizeLun(path, ByteCount.ofMiB(16));
        ServerId server = paused(SampleDomain.controller(0, "virtio-scsi") + lun(path, "sda", 0, 0));
        String alias = SampleDomain.lunAlias("sda");
        assertFailed(Refused.class, hypervisor().resizeDisk(server, alias, ByteCount.ofMiB(32)));
        assertEquals(
                Optional.of(ByteCount.ofMiB(16)),
                hypervisor().diskSize(server, alias).get());
        stage().resizeLun(path, ByteCount.ofMiB(32));
        hypervisor().resizeDisk(server, alias, ByteCount.ofMiB(20)).get();
        assertEquals(
                Optional.of(ByteCount.ofMiB(32)),
                hypervisor().diskSize(server, alias).get());
    }

    @Test
    void a_disk_that_is_not_there_or_does_not_run_has_no_size_and_needs_none() {
        ServerId server = paused("");
        assertEquals(Optional.empty(), hypervisor().diskSize(server, "ua-none").get());
        assertEquals(Outcome.done(), hypervisor().resizeDisk(server, "ua-none", ByteCount.ofMiB(1)));
        ServerId off = defined(SampleDomain.controller(0, "virtio-scsi") + lun(1, "sda", 0, 0));
        assertEquals(
                Optional.empty(),
                hypervisor().diskSize(off, SampleDomain.lunAlias("sda")).get());
        assertEquals(Outcome.done(), hypervisor().resizeDisk(off, SampleDomain.lunAlias("sda"), ByteCount.ofMiB(1)));
        assertFailed(NoSuchDomain.class, hypervisor().diskSize(newServer(), "ua-x"));
        assertFailed(NoSuchDomain.class, hypervisor().resizeDisk(newServer(), "ua-x", ByteCount.ofMiB(1)));
    }

    @Test
    void a_secret_is_listed_by_its_usage_until_it_is_forgotten() {
        String usage = "lunette:" + UUID.randomUUID();
        hypervisor().keepSecret(usage, new ChapSecret("AbCdEfGhIjKlMnOp")).get();
        hypervisor().keepSecret(usage, new ChapSecret("qRsTuVwXyZ-_0123")).get();
        assertEquals(1, Collections.frequency(hypervisor().secrets().get(), usage));

        hypervisor().forgetSecret(usage).get();
        hypervisor().forgetSecret(usage).get();
        assertFalse(hypervisor().secrets().get().contains(usage));
    }

    @Test
    void a_disk_that_logs_in_with_a_secret_that_is_not_there_is_refused() {
        ServerId server = paused(VIRTIO_0);
        String usage = "lunette:" + UUID.randomUUID();
        String lun = authenticated(lun(1, "sdb", 0, 1), usage);
        assertRefusedWithoutChange(server, Refused.class, () -> hypervisor().attachDevice(server, lun, Scope.BOTH));
    }

    @Test
    void a_disk_that_logs_in_is_defined_whatever_arrays_call_their_users() {
        VolumeId volume = new VolumeId(UUID.randomUUID());
        for (String user : List.of(
                TargetLogins.user(
                        volume, Iqn.parse("iqn.2026-11.io.lunette:one").get()),
                "iqn.2026-11.org.example:host.1",
                "A&B")) {
            ServerId server = newServer();
            String lun = authenticated(lun(1, "sda", 0, 0), "lunette:" + UUID.randomUUID())
                    .replace("someone", user.replace("&", "&amp;"));
            hypervisor().define(SampleDomain.with(server, VIRTIO_0 + lun)).get();
        }
    }

    private static String authenticated(String disk, String usage) {
        return disk.replaceFirst(
                "(<host [^>]*/>)", "$1<auth username='someone'><secret type='iscsi' usage='" + usage + "'/></auth>");
    }

    @Test
    void a_controller_gets_the_index_model_and_alias_that_it_was_given() {
        ServerId server = paused(controller(0, "lsilogic"));
        attach(server, controller(1, "virtio-scsi"), Scope.BOTH);
        for (DomainDevices devices : List.of(live(server), persistent(server))) {
            assertEquals("virtio-scsi", devices.controller(1).orElseThrow().model());
            assertEquals(
                    Optional.of(controllerAlias(1)),
                    devices.controller(1).orElseThrow().alias());
            assertEquals("lsilogic", devices.controller(0).orElseThrow().model());
        }
    }

    private static String driven(int index) {
        return controller(index, "virtio-scsi")
                .replace("<alias", "<driver queues='2' iothread='" + ioThread(index) + "'/><alias");
    }

    private static int ioThread(int index) {
        return 1000 + index;
    }

    @Test
    void a_controller_is_served_by_an_iothread_that_was_added_before_it() {
        ServerId server = paused("");
        hypervisor().addIoThread(server, ioThread(0), Scope.BOTH).get();
        attach(server, driven(0), Scope.BOTH);
        for (DomainDevices devices : List.of(live(server), persistent(server))) {
            assertEquals(Set.of(ioThread(0)), devices.ioThreads());
            assertEquals(
                    Optional.of(new ControllerSpec.Driver(Optional.of(ioThread(0)), Optional.of(2))),
                    devices.controller(0).orElseThrow().driver());
        }
    }

    @Test
    void a_controller_whose_iothread_is_missing_is_refused() {
        ServerId server = paused("");
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, driven(0), Scope.BOTH));
    }

    @Test
    void an_iothread_on_a_controller_that_is_not_virtio_is_refused() {
        ServerId server = paused("");
        hypervisor().addIoThread(server, ioThread(0), Scope.BOTH).get();
        String lsi = driven(0).replace("virtio-scsi", "lsilogic");
        assertRefusedWithoutChange(server, Refused.class, () -> hypervisor().attachDevice(server, lsi, Scope.BOTH));
    }

    @Test
    void an_iothread_that_is_there_may_be_added_again_in_either_scope() {
        ServerId server = paused("");
        hypervisor().addIoThread(server, ioThread(3), PERSISTENT).get();
        assertEquals(Set.of(), live(server).ioThreads());
        hypervisor().addIoThread(server, ioThread(3), Scope.BOTH).get();
        hypervisor().addIoThread(server, ioThread(3), Scope.BOTH).get();
        assertEquals(Set.of(ioThread(3)), live(server).ioThreads());
        assertEquals(Set.of(ioThread(3)), persistent(server).ioThreads());
    }

    @Test
    void an_iothread_leaves_and_may_be_removed_again() {
        ServerId server = paused("");
        hypervisor().addIoThread(server, ioThread(0), Scope.BOTH).get();
        assertEquals(
                DetachResult.GONE,
                hypervisor().removeIoThread(server, ioThread(0), Scope.BOTH).get());
        assertEquals(
                DetachResult.GONE,
                hypervisor().removeIoThread(server, ioThread(0), Scope.BOTH).get());
        assertEquals(Set.of(), live(server).ioThreads());
        assertEquals(Set.of(), persistent(server).ioThreads());
    }

    @Test
    void an_iothread_stays_with_a_controller_that_the_guest_has_not_let_go_of() {
        ServerId server = paused("");
        hypervisor().addIoThread(server, ioThread(0), Scope.BOTH).get();
        attach(server, driven(0), Scope.BOTH);
        detach(server, controllerAlias(0), Scope.BOTH, SHORT);
        assertEquals(
                DetachResult.STILL_THERE,
                hypervisor().removeIoThread(server, ioThread(0), Scope.BOTH).get());
        assertEquals(Set.of(ioThread(0)), live(server).ioThreads());
        assertEquals(Set.of(), persistent(server).ioThreads());
    }

    @Test
    void a_server_that_is_off_takes_an_iothread_in_its_definition_alone() {
        ServerId server = defined("");
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().addIoThread(server, ioThread(0), Scope.BOTH));
        hypervisor().addIoThread(server, ioThread(0), PERSISTENT).get();
        assertEquals(Set.of(ioThread(0)), persistent(server).ioThreads());
        assertEquals(
                DetachResult.GONE,
                hypervisor().removeIoThread(server, ioThread(0), Scope.BOTH).get());
    }

    @Test
    void no_iothread_is_added_to_a_server_that_is_not_there() {
        assertFailed(NoSuchDomain.class, hypervisor().addIoThread(newServer(), ioThread(0), Scope.BOTH));
        assertFailed(NoSuchDomain.class, hypervisor().removeIoThread(newServer(), ioThread(0), Scope.BOTH));
    }

    @Test
    void a_controller_of_an_index_that_is_taken_is_refused() {
        ServerId server = paused(VIRTIO_0);
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, controller(0, "lsilogic"), Scope.BOTH));
    }

    @Test
    void a_lun_sits_at_the_address_that_it_was_given() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 5), Scope.BOTH);
        ScsiAddress address = new ScsiAddress(0, 0, 5, 0);
        assertHasLun(live(server), "sdb", address);
        assertHasLun(persistent(server), "sdb", address);
    }

    @Test
    void a_lun_is_there_after_the_next_start_as_well() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), Scope.BOTH);
        hypervisor().powerOff(server).get();
        hypervisor().startPaused(server).get();
        assertHasLun(live(server), "sdb", new ScsiAddress(0, 0, 1, 0));
    }

    @Test
    void a_live_change_ends_with_the_run() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), LIVE);
        assertHasLun(live(server), "sdb", new ScsiAddress(0, 0, 1, 0));
        assertTrue(persistent(server).disks().isEmpty());
        hypervisor().powerOff(server).get();
        assertTrue(persistent(server).disks().isEmpty());
    }

    @Test
    void a_persistent_change_leaves_what_runs_alone() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), PERSISTENT);
        assertHasLun(persistent(server), "sdb", new ScsiAddress(0, 0, 1, 0));
        assertTrue(live(server).disks().isEmpty());
    }

    @Test
    void a_server_that_is_off_takes_persistent_changes_alone() {
        ServerId server = defined(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), PERSISTENT);
        assertHasLun(persistent(server), "sdb", new ScsiAddress(0, 0, 1, 0));
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, lun(2, "sdc", 0, 2), LIVE));
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, lun(2, "sdc", 0, 2), Scope.BOTH));
    }

    @Test
    void a_drive_address_that_is_taken_is_refused() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), Scope.BOTH);
        for (Set<Scope> scopes : Set.of(LIVE, PERSISTENT, Scope.BOTH)) {
            assertRefusedWithoutChange(
                    server, Refused.class, () -> hypervisor().attachDevice(server, lun(2, "sdc", 0, 1), scopes));
        }
    }

    @Test
    void a_target_name_that_is_taken_is_refused() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), Scope.BOTH);
        String other = lun(2, "sdb", 0, 2).replace(lunAlias("sdb"), "ua-other");
        assertRefusedWithoutChange(server, Refused.class, () -> hypervisor().attachDevice(server, other, Scope.BOTH));
    }

    @Test
    void an_alias_that_is_taken_is_refused() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), Scope.BOTH);
        String other = lun(2, "sdc", 0, 2).replace(lunAlias("sdc"), lunAlias("sdb"));
        assertRefusedWithoutChange(server, Refused.class, () -> hypervisor().attachDevice(server, other, Scope.BOTH));
    }

    @Test
    void a_lun_that_does_not_answer_is_refused_in_both_scopes() {
        ServerId server = paused(VIRTIO_0);
        assertRefusedWithoutChange(
                server,
                Refused.class,
                () -> hypervisor().attachDevice(server, lun(stage().deadPath(), "sdb", 0, 1), Scope.BOTH));
    }

    @Test
    void a_lun_on_a_bus_that_is_not_scsi_is_refused() {
        ServerId server = paused("");
        String lun = lun(1, "sdb", 0, 1).replace("bus='scsi'", "bus='sata'");
        assertRefusedWithoutChange(server, Refused.class, () -> hypervisor().attachDevice(server, lun, Scope.BOTH));
    }

    @Test
    void text_that_is_not_a_device_is_refused() {
        ServerId server = paused("");
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, "<flux-capacitor/>", Scope.BOTH));
    }

    @Test
    void a_lun_whose_controller_is_missing_is_refused_or_gets_a_controller_that_shows() {
        ServerId server = paused("");
        if (hypervisor().attachDevice(server, lun(1, "sdb", 0, 1), Scope.BOTH).isDone()) {
            assertTrue(live(server).controller(0).isPresent());
            assertTrue(persistent(server).controller(0).isPresent());
        } else {
            assertTrue(live(server).disks().isEmpty());
            assertTrue(persistent(server).disks().isEmpty());
        }
    }

    @Test
    void nothing_is_attached_to_a_server_that_is_not_there() {
        assertFailed(NoSuchDomain.class, hypervisor().attachDevice(newServer(), VIRTIO_0, Scope.BOTH));
    }

    @Test
    void a_detached_lun_is_gone_from_both_scopes_and_its_address_is_free() {
        ServerId server = paused(VIRTIO_0 + lun(1, "sdb", 0, 1));
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdb"), Scope.BOTH, LONG));
        assertTrue(live(server).disks().isEmpty());
        assertTrue(persistent(server).disks().isEmpty());
        attach(server, lun(2, "sdb", 0, 1), Scope.BOTH);
    }

    @Test
    void a_lun_that_is_gone_has_no_session_any_more() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdz", 0, 1), Scope.BOTH);
        assertTrue(stage().hasSession(SampleDomain.initiator("sdz")));
        stage().stallTarget(MOMENT);
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdz"), Scope.BOTH, LONG));
        assertFalse(stage().hasSession(SampleDomain.initiator("sdz")));
    }

    @Test
    void a_lun_leaves_only_the_scope_that_was_named() {
        ServerId server = paused(VIRTIO_0 + lun(1, "sdb", 0, 1) + lun(2, "sdc", 0, 2));
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdb"), LIVE, LONG));
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdc"), PERSISTENT, LONG));
        assertTrue(live(server).diskByAlias(lunAlias("sdb")).isEmpty());
        assertTrue(persistent(server).diskByAlias(lunAlias("sdb")).isPresent());
        assertTrue(live(server).diskByAlias(lunAlias("sdc")).isPresent());
        assertTrue(persistent(server).diskByAlias(lunAlias("sdc")).isEmpty());
    }

    @Test
    void a_lun_that_only_one_scope_has_is_gone_from_both() {
        ServerId server = paused(VIRTIO_0);
        attach(server, lun(1, "sdb", 0, 1), LIVE);
        attach(server, lun(2, "sdc", 0, 2), PERSISTENT);
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdb"), Scope.BOTH, LONG));
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdc"), Scope.BOTH, LONG));
        assertTrue(live(server).disks().isEmpty());
        assertTrue(persistent(server).disks().isEmpty());
    }

    @Test
    void a_lun_leaves_a_server_that_is_off() {
        ServerId server = defined(VIRTIO_0 + lun(1, "sdb", 0, 1));
        assertEquals(DetachResult.GONE, detach(server, lunAlias("sdb"), Scope.BOTH, LONG));
        assertTrue(persistent(server).disks().isEmpty());
    }

    @Test
    void an_alias_that_is_not_there_counts_as_gone() {
        ServerId server = paused(VIRTIO_0);
        assertEquals(DetachResult.GONE, detach(server, "ua-never-seen", Scope.BOTH, LONG));
    }

    @Test
    void nothing_is_detached_from_a_server_that_is_not_there() {
        assertFailed(NoSuchDomain.class, hypervisor().detachDevice(newServer(), "ua-x", Scope.BOTH, LONG));
    }

    @Test
    void a_controller_that_still_carries_a_lun_is_refused() {
        ServerId server = paused(VIRTIO_0 + lun(1, "sdb", 0, 1));
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().detachDevice(server, controllerAlias(0), Scope.BOTH, LONG));
    }

    @Test
    void a_guest_that_has_not_booted_keeps_a_controller_which_its_definition_has_no_longer() {
        ServerId server = paused("");
        attach(server, VIRTIO_0, Scope.BOTH);
        assertEquals(DetachResult.STILL_THERE, detach(server, controllerAlias(0), Scope.BOTH, SHORT));
        assertTrue(live(server).controllerByAlias(controllerAlias(0)).isPresent());
        assertTrue(persistent(server).controllerByAlias(controllerAlias(0)).isEmpty());
    }

    @Test
    void a_guest_that_has_not_booted_keeps_a_disk_that_is_a_device_of_its_own() {
        ServerId server = paused("");
        attach(server, SampleDomain.virtio(stage().lun(1), "vda"), Scope.BOTH);
        assertEquals(DetachResult.STILL_THERE, detach(server, lunAlias("vda"), LIVE, SHORT));
        assertTrue(live(server).diskByAlias(lunAlias("vda")).isPresent());
        assertTrue(persistent(server).diskByAlias(lunAlias("vda")).isPresent());
    }

    @Test
    void asking_again_for_a_controller_that_is_leaving_goes_on_waiting() {
        ServerId server = paused("");
        attach(server, VIRTIO_0, Scope.BOTH);
        detach(server, controllerAlias(0), LIVE, SHORT);
        assertEquals(DetachResult.STILL_THERE, detach(server, controllerAlias(0), Scope.BOTH, SHORT));
        assertTrue(persistent(server).controllerByAlias(controllerAlias(0)).isEmpty());
    }

    @Test
    void a_controller_leaves_a_server_that_is_off() {
        ServerId server = defined(VIRTIO_0);
        assertEquals(DetachResult.GONE, detach(server, controllerAlias(0), PERSISTENT, LONG));
        assertTrue(persistent(server).controllerByAlias(controllerAlias(0)).isEmpty());
    }

    /** Linux loses the request while it is still looking at what was plugged in; asked again, it lets go. */
    @Test
    void a_guest_that_is_busy_lets_go_of_a_controller_when_it_is_asked_again() {
        ServerId server = booted();
        for (int round = 0; round < 5; round++) {
            attach(server, VIRTIO_0, Scope.BOTH);
            attach(server, lun(1, "sda", 0, 0), Scope.BOTH);
            assertEquals(DetachResult.GONE, detach(server, lunAlias("sda"), Scope.BOTH, LONG));
            DetachResult result = DetachResult.STILL_THERE;
            for (int tries = 0; tries < 40 && result == DetachResult.STILL_THERE; tries++) {
                result = detach(server, controllerAlias(0), Scope.BOTH, SHORT);
            }
            assertEquals(DetachResult.GONE, result);
        }
    }

    @Test
    void a_guest_that_is_up_lets_go_of_a_controller() {
        ServerId server = booted();
        attach(server, VIRTIO_0, Scope.BOTH);
        assertEquals(DetachResult.GONE, detach(server, controllerAlias(0), Scope.BOTH, LONG));
        assertTrue(live(server).controllerByAlias(controllerAlias(0)).isEmpty());
        assertTrue(persistent(server).controllerByAlias(controllerAlias(0)).isEmpty());
    }

    private ServerId booted() {
        Optional<String> guest = stage().guest();
        Assumptions.assumeTrue(guest.isPresent(), "no guest at hand");
        ServerId server = newServer();
        String console = hypervisor().capabilities().get().consoleLogPath(server);
        hypervisor()
                .define(SampleDomain.bootable(server, guest.orElseThrow(), console))
                .get();
        hypervisor().start(server).get();
        stage().awaitGuest(server);
        return server;
    }

    @Test
    void a_running_express_machine_without_a_bridge_takes_no_conventional_controller() {
        ServerId server = newServer();
        hypervisor().define(SampleDomain.withoutBridge(server)).get();
        hypervisor().startPaused(server).get();
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, controller(0, "lsilogic"), Scope.BOTH));
        attach(server, VIRTIO_0, Scope.BOTH);
    }

    @Test
    void no_controller_is_taken_when_every_port_is() {
        ServerId server = paused("");
        int index = 0;
        while (hypervisor()
                .attachDevice(server, controller(index, "virtio-scsi"), LIVE)
                .isDone()) {
            index++;
        }
        int next = index;
        assertRefusedWithoutChange(
                server, Refused.class, () -> hypervisor().attachDevice(server, controller(next, "virtio-scsi"), LIVE));
        assertTrue(index > 1);
    }
}

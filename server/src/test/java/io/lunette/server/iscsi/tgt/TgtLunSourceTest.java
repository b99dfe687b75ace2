package io.lunette.server.iscsi.tgt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.port.contract.LunSourceContract.OpenSession;
import io.lunette.server.iscsi.Deadline;
import io.lunette.server.iscsi.probe.IscsiProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of tgtd: it outlives services, dies, hangs, and is somebody else's. */
@Tag("real")
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TgtLunSourceTest {
    private static final int CONTROL_PORT = 82;
    private static final int PORT = 23084;
    private static final HostName HOST = new HostName("host1");
    private static final Iqn FIRST =
            Iqn.parse("iqn.2026-11.io.lunette:server-1").get();
    private static final Iqn SECOND =
            Iqn.parse("iqn.2026-11.io.lunette:server-2").get();

    private final VolumeId volume = new VolumeId(UUID.randomUUID());
    private final IscsiProbe probe = IscsiProbe.load().get();
    private PrivateTgt tgt;
    private TgtLunSource source;

    @TempDir
    Path contents;

    @BeforeEach
    void start() throws IOException {
        tgt = new PrivateTgt(CONTROL_PORT, PORT, 4);
        source = tgt.start();
    }

    @AfterEach
    void stop() throws IOException {
        source.stop();
        probe.close();
        tgt.close();
    }

    @Test
    void a_service_that_ends_leaves_the_luns_to_the_guests_and_the_next_one_takes_over() {
        Lun lun = create(volume);
        try (OpenSession guest = tgt.login(expose(volume, lun, FIRST), FIRST)) {
            ProcessHandle before = tgt.process().orElseThrow();
            source.close();
            assertEquals(Optional.of(lun.identity().size()), guest.capacity());
            source = tgt.start();
            assertEquals(before, tgt.process().orElseThrow());
            assertEquals(List.of(FIRST), source.exposedTo(volume).get());
            assertEquals(Optional.of(lun.identity().size()), guest.capacity());
        }
    }

    @Test
    void a_service_that_ends_without_users_takes_tgtd_with_it() {
        Lun lun = create(volume);
        expose(volume, lun, FIRST);
        source.withdraw(volume, lun, HOST, FIRST).get();
        source.close();
        assertEquals(Optional.empty(), tgt.process());
    }

    @Test
    void a_service_that_has_ended_starts_no_tgtd_again() {
        source.close();
        assertInstanceOf(
                StorageFailure.Unavailable.class,
                source.create(volume, ByteCount.ofMiB(1), Optional.empty())
                        .failureIfAny()
                        .orElseThrow());
        assertEquals(Optional.empty(), tgt.process());
    }

    @Test
    void stop_ends_sessions_and_tgtd_and_keeps_the_files() {
        Lun lun = create(volume);
        try (OpenSession guest = tgt.login(expose(volume, lun, FIRST), FIRST)) {
            source.stop().get();
            assertEquals(Optional.empty(), guest.capacity());
        }
        assertEquals(Optional.empty(), tgt.process());
        source = tgt.start();
        assertEquals(List.of(volume), source.volumes().get());
    }

    @Test
    void stop_ends_a_tgtd_that_hangs() {
        create(volume);
        tgt.freeze();
        source.stop().get();
        assertEquals(Optional.empty(), tgt.process());
    }

    @Test
    void a_tgtd_that_died_is_started_again_although_nobody_calls() throws InterruptedException {
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        tgt.kill();
        while (!probe.identify(path, Login.of(FIRST)).isDone()) {
            Thread.sleep(20);
        }
        assertEquals(lun.identity(), probe.identify(path, Login.of(FIRST)).get());
    }

    @Test
    void after_a_start_of_the_machine_everything_is_there_again_before_anybody_calls() throws IOException {
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        source.stop().get();
        PrivateTgt.run("rm", "-r", tgt.settings().run().toString());
        source = tgt.start();
        assertEquals(lun.identity(), probe.identify(path, Login.of(FIRST)).get());
        assertFalse(probe.identify(path, Login.of(SECOND)).isDone());
        assertEquals(1, source.renewals().get().size());
    }

    @Test
    void a_tgtd_that_somebody_else_started_again_is_told_everything_at_the_next_call() throws IOException {
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        VolumeId other = new VolumeId(UUID.randomUUID());
        create(other);
        TgtTargets targets = new TgtTargets(new TgtControl(CONTROL_PORT));
        for (TgtTarget target : targets.list(soon())) {
            targets.remove(target, soon());
        }
        source.exposedTo(other).get();
        assertEquals(lun.identity(), probe.identify(path, Login.of(FIRST)).get());
    }

    @Test
    void nobody_is_let_in_before_every_lun_is_there() throws IOException {
        create(volume);
        source.stop().get();
        TgtControl control = new TgtControl(CONTROL_PORT);
        TgtdProcess process = new TgtdProcess(tgt.settings(), control);
        process.ensureRunning(soon());
        assertFalse(listens());
        process.openPortals(soon());
        assertTrue(listens());
        process.openPortals(soon());
        source = tgt.start();
        assertTrue(listens());
    }

    @Test
    void a_service_that_ended_while_tgtd_was_told_its_luns_leaves_that_to_the_next_one() throws IOException {
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        source.stop().get();
        new TgtdProcess(tgt.settings(), new TgtControl(CONTROL_PORT)).ensureRunning(soon());
        ProcessHandle before = tgt.process().orElseThrow();
        source = tgt.start();
        assertEquals(before, tgt.process().orElseThrow());
        assertEquals(lun.identity(), probe.identify(path, Login.of(FIRST)).get());
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    @Test
    void reconcile_takes_a_lun_from_all_who_are_not_meant_to_see_it() {
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        expose(volume, lun, SECOND);
        try (OpenSession meant = tgt.login(path, FIRST);
                OpenSession other = tgt.login(path, SECOND)) {
            source.reconcile(Map.of(volume, Set.of(FIRST))).get();
            assertEquals(Optional.empty(), other.capacity());
            assertEquals(Optional.of(lun.identity().size()), meant.capacity());
        }
        source.reconcile(Map.of()).get();
        assertEquals(List.of(), source.exposedTo(volume).get());
    }

    @Test
    void reconcile_leaves_out_volumes_that_have_no_lun() {
        assertEquals(Outcome.done(), source.reconcile(Map.of(volume, Set.of(FIRST))));
        assertEquals(List.of(), source.volumes().get());
    }

    @Test
    void a_target_that_was_left_half_made_is_made_anew() throws IOException {
        Lun lun = create(volume);
        TgtTargets targets = new TgtTargets(new TgtControl(CONTROL_PORT));
        targets.remove(targets.list(soon()).getFirst(), soon());
        TgtTarget.Unit unnamed = new TgtTarget.Unit(
                "", tgt.settings().luns().resolve(volume + ".img").toString());
        targets.create(lun.onNetwork().target().text(), unnamed, "product_id=UNNAMED", List.of(), soon());
        Connection.Network path = expose(volume, lun, FIRST);
        assertEquals(lun.identity(), probe.identify(path, Login.of(FIRST)).get());
    }

    @Test
    void a_target_whose_file_is_gone_is_removed_at_the_next_start() throws IOException {
        Lun lun = create(volume);
        expose(volume, lun, FIRST);
        source.close();
        Files.delete(tgt.settings().luns().resolve(volume + ".img"));
        source = tgt.start();
        assertEquals(List.of(), new TgtTargets(new TgtControl(CONTROL_PORT)).list(soon()));
    }

    @Test
    void a_disk_that_fills_while_a_lun_is_made_is_told_as_no_space_and_nothing_is_left() throws IOException {
        byte[] full = new byte[150 << 20];
        Arrays.fill(full, (byte) 1);
        Path content = Files.write(contents.resolve("content"), full);
        StorageFailure.NoSpace failure = assertInstanceOf(
                StorageFailure.NoSpace.class,
                source.create(volume, new ByteCount(full.length), Optional.of(content))
                        .failureIfAny()
                        .orElseThrow());
        assertEquals(full.length, failure.neededBytes());
        assertEquals(List.of(), source.volumes().get());
        try (var files = Files.list(tgt.settings().luns())) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void a_probe_leaves_no_session_behind() throws IOException {
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        probe.identify(path, Login.of(FIRST)).get();
        TgtTargets targets = new TgtTargets(new TgtControl(CONTROL_PORT));
        int number = targets.list(soon()).getFirst().number();
        assertEquals(List.of(), targets.connections(number, everybody -> true, soon()));
    }

    @Test
    void targets_that_others_made_are_left_alone() throws IOException {
        TgtTargets targets = new TgtTargets(new TgtControl(CONTROL_PORT));
        Path file = Files.write(contents.resolve("other"), new byte[1 << 20]);
        TgtTarget.Unit unit = new TgtTarget.Unit("", file.toString());
        targets.create("iqn.2026-11.com.example:other", unit, "product_id=OTHER", List.of(), soon());
        Lun lun = create(volume);
        expose(volume, lun, FIRST);
        source.delete(volume).get();
        assertFalse(source.stop().isDone());
        assertEquals(1, targets.list(soon()).size());
    }

    // tgtd 1.0.85 forgets to close a connection that ends without a request, and then looks at it for ever, when the
    // last
    // thing it did was to read all that a guest had sent.
    @Test
    void using_tgtd_while_a_guest_writes_leaves_no_connection_open_at_it() throws Exception {
        Lun lun = create(volume);
        Process guest = writeSteadily(expose(volume, lun, FIRST), FIRST);
        try {
            for (int i = 0; i < 200; i++) {
                assertEquals(List.of(FIRST), source.exposedTo(volume).get());
            }
            assertTrue(guest.isAlive(), "the guest stopped writing too soon");
        } finally {
            guest.destroyForcibly().waitFor();
        }
        assertTrue(openFiles() < 30, openFiles() + " files are open");
    }

    private static Process writeSteadily(Connection.Network path, Iqn initiator) throws IOException {
        String options = "driver=iscsi,transport=tcp,portal=%s,target=%s,lun=%d,initiator-name=%s"
                .formatted(path.portal(), path.target(), path.lun(), initiator);
        return new ProcessBuilder("qemu-img", "bench", "-w", "-c", "10000000", "-s", "262144", "--image-opts", options)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private long openFiles() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("/proc/" + tgt.process().orElseThrow().pid() + "/fd"))) {
            return files.count();
        }
    }

    @Test
    void a_portal_that_is_taken_is_told_and_nothing_listens_elsewhere() throws IOException {
        try (ServerSocket taken = new ServerSocket(23085, 1, InetAddress.getLoopbackAddress())) {
            TgtSettings settings = settings(83, taken.getLocalPort());
            StorageFailure.Unavailable failure = assertInstanceOf(
                    StorageFailure.Unavailable.class,
                    TgtLunSource.start(settings, (volume, initiator) -> Optional.empty())
                            .failureIfAny()
                            .orElseThrow());
            assertTrue(failure.problem().contains("127.0.0.1:23085"), failure.problem());
            assertFalse(new TgtControl(83).listening());
        }
    }

    @Test
    void a_tgtd_with_other_portals_is_not_taken_over() {
        StorageFailure.Unavailable failure = assertInstanceOf(
                StorageFailure.Unavailable.class,
                TgtLunSource.start(settings(CONTROL_PORT, 23086), (volume, initiator) -> Optional.empty())
                        .failureIfAny()
                        .orElseThrow());
        assertTrue(failure.problem().contains("[127.0.0.1:23084]"), failure.problem());
        assertTrue(tgt.process().isPresent());
    }

    @Test
    void a_target_may_listen_at_several_portals_and_at_ipv6() throws IOException {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        List<Portal> both = List.of(new Portal("::1", 23087), new Portal("127.0.0.1", 23087));
        TgtLunSource twofold = TgtLunSource.start(settings(83, both), (volume, initiator) -> Optional.empty())
                .get();
        try {
            Lun lun =
                    twofold.create(volume, ByteCount.ofMiB(4), Optional.empty()).get();
            twofold.expose(volume, lun, HOST, Login.of(FIRST)).get();
            assertEquals(both, lun.portals());
            for (Portal portal : both) {
                Connection.Network path = new Connection.Network(
                        portal, lun.onNetwork().target(), lun.onNetwork().number());
                assertEquals(
                        lun.identity(), probe.identify(path, Login.of(FIRST)).get());
            }
        } finally {
            twofold.stop().get();
            Files.deleteIfExists(Path.of("/var/run/tgtd/socket.83"));
            Files.deleteIfExists(Path.of("/var/run/tgtd/socket.83.lock"));
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    private TgtSettings settings(int controlPort, int port) {
        return settings(controlPort, List.of(new Portal("127.0.0.1", port)));
    }

    private TgtSettings settings(int controlPort, List<Portal> portals) {
        return new TgtSettings(
                controlPort,
                portals,
                tgt.settings().iqnPrefix(),
                contents.resolve("luns"),
                contents.resolve("run"),
                1,
                Duration.ofSeconds(2));
    }

    private Lun create(VolumeId volume) {
        return source.create(volume, ByteCount.ofMiB(4), Optional.empty()).get();
    }

    private Connection.Network expose(VolumeId volume, Lun lun, Iqn initiator) {
        return assertInstanceOf(
                Connection.Network.class,
                source.expose(volume, lun, HOST, Login.of(initiator)).get());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(2));
    }
}

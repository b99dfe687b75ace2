package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service goes on while libvirtd, tgtd and QEMU are killed under it; all by its API, on a libvirtd of the tests' own. */
class DegradedWorldTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static PrivateLibvirtd libvirtd;
    private static Lab lab;
    private static Api api;
    private static String flavor;

    @BeforeAll
    static void start() {
        libvirtd = PrivateLibvirtd.start();
        lab = Lab.start(new Lab.Place(18890, 90, 23090, Optional.of(libvirtd)));
        new Stock(lab).flavor("tiny", 64);
        api = lab.connect(Api::as);
        flavor = api.flavor("tiny");
    }

    @AfterAll
    static void stop() {
        lab.close();
        libvirtd.close();
    }

    private static String status(String volume) {
        return api.get("/volume/v3/volumes/" + volume).at("/volume/status").asText();
    }

    @Test
    void libvirtd_is_killed_and_started_again_and_luns_come_and_go_as_before() {
        String root = api.rootVolume("root");
        String server = api.server("survivor", flavor, root);
        String data = api.volume("data", 1, true);
        String late = api.volume("late", 1, true);
        api.attach(server, data);
        libvirtd.kill();
        Api.Answer refused = api.tryAttach(server, late);
        assertEquals(503, refused.status(), refused.body());
        assertEquals("available", status(late));
        assertEquals("UNKNOWN", hostStatus(server));
        libvirtd.startAgain();
        api.attach(server, late);
        assertEquals("UP", hostStatus(server));
        api.detach(server, late);
        api.detach(server, data);
        assertEquals(1, Domain.of(lab, server).addresses().size());
    }

    /** What an administrator is told of the server's host. */
    private String hostStatus(String server) {
        return api.get("/compute/v2.1/servers/" + server)
                .at("/server/host_status")
                .asText();
    }

    @Test
    void tgtd_is_killed_and_every_lun_is_there_again_with_its_identity_and_mask() {
        String root = api.rootVolume("root");
        String server = api.server("reader", flavor, root);
        Array.Given before = Array.given(lab, root);
        List<String> seen = Array.exposedTo(lab, root);
        killTarget();
        String data = api.volume("data", 1, true);
        api.attach(server, data);
        assertEquals(before, Array.given(lab, root));
        assertEquals(seen, Array.exposedTo(lab, root));
        assertEquals(1, seen.size());
        Waiting.untilTrue(
                "the guest's session", LONG, () -> Array.connectedTo(lab, root).equals(seen));
        api.detach(server, data);
    }

    @Test
    void a_target_that_hangs_refuses_an_attach_before_qemu_is_asked_and_holds_up_nothing_else() {
        String server = api.server("waiter", flavor, api.rootVolume("root"));
        String data = api.volume("data", 1, true);
        String before = lab.virsh("dumpxml", server).must();
        signalTarget("STOP");
        try {
            assertEquals(503, api.tryAttach(server, data).status());
            assertEquals("available", status(data));
            assertEquals("ACTIVE", serverStatus(server));
            assertEquals(before, lab.virsh("dumpxml", server).must());
        } finally {
            signalTarget("CONT");
        }
        api.attach(server, data);
    }

    private static void signalTarget(String signal) {
        Command.run("kill", "-" + signal, Long.toString(lab.target().pid())).must();
    }

    private static String serverStatus(String server) {
        return api.get("/compute/v2.1/servers/" + server).at("/server/status").asText();
    }

    @Test
    void a_server_whose_qemu_was_killed_is_shown_so_and_keeps_its_volumes() {
        String root = api.rootVolume("root");
        String server = api.server("crashed", flavor, root);
        List<String> seen = Array.exposedTo(lab, root);
        libvirtd.killQemu("lunette-" + server);
        Waiting.untilTrue(
                "the server to be shown as it is",
                LONG,
                () -> List.of("SHUTOFF", "ERROR").contains(serverStatus(server)));
        assertEquals("in-use", status(root));
        assertEquals(seen, Array.exposedTo(lab, root));
    }

    @Test
    void a_service_that_starts_before_libvirtd_serves_and_finds_it_later() {
        String server = api.server("early", flavor, api.rootVolume("root"));
        String data = api.volume("data", 1, true);
        lab.kill();
        libvirtd.kill();
        lab.startAgain();
        assertEquals(503, api.tryAttach(server, data).status());
        libvirtd.startAgain();
        api.attach(server, data);
        api.detach(server, data);
    }

    @Test
    void a_service_that_starts_without_its_target_makes_every_lun_again_before_it_serves() {
        String root = api.rootVolume("root");
        String server = api.server("rebooted", flavor, root);
        Array.Given before = Array.given(lab, root);
        List<String> seen = Array.exposedTo(lab, root);
        lab.kill();
        killTarget();
        lab.startAgain();
        assertEquals(before, Array.given(lab, root));
        assertEquals(seen, Array.exposedTo(lab, root));
        String data = api.volume("data", 1, true);
        api.attach(server, data);
    }

    @Test
    void a_guest_reads_and_writes_on_when_its_target_was_killed_and_its_registrations_are_gone() {
        Stock stock = new Stock(lab);
        stock.flavor("small", 256);
        stock.image("guest", Lab.guestImage(), List.of());
        lab.client("openstack", "server", "create", "--flavor", "small", "--image", "guest", "guest")
                .must();
        String server = stock.awaitServer("guest", "ACTIVE", LONG);
        String data = api.volume("data", 1, true);
        api.attach(server, data);
        try (Guest guest = Guest.of(lab, server)) {
            String disk = "/dev/" + guest.diskWith(Array.naa(lab, data)).name();
            guest.run("sg_persist --out --register --param-sark=0x1234abcd " + disk)
                    .must();
            guest.run("echo before | dd of=" + disk + " bs=512 count=1 conv=sync,fsync")
                    .must();
            killTarget();
            guest.run("echo after | dd of=" + disk + " bs=512 seek=8 count=1 conv=sync,fsync")
                    .must();
            assertEquals("before\n", firstLine(guest, disk, 0));
            assertEquals("after\n", firstLine(guest, disk, 8));
            assertEquals(List.of(), Array.registeredKeys(lab, data, server));
        }
        assertTrue(lab.log().contains("persistent reservations and registrations are gone"));
    }

    @Test
    void servers_that_ran_when_the_machine_lost_its_power_run_again_with_their_luns() {
        String root = api.rootVolume("root");
        String server = api.server("unplugged", flavor, root);
        String data = api.volume("data", 1, true);
        api.attach(server, data);
        killTarget();
        lab.kill();
        libvirtd.powerCut();
        libvirtd.startAgain();
        lab.startAgain();
        Waiting.untilTrue(
                "the server to run again",
                LONG,
                () -> lab.virsh("domstate", server).out().contains("running"));
        api.awaitServer(server);
        assertEquals(Set.of(root, data), Domain.of(lab, server).volumes());
        assertEquals(Set.of(root, data), Domain.defined(lab, server).volumes());
        assertEquals(1, Array.exposedTo(lab, root).size());
        assertEquals(1, Array.exposedTo(lab, data).size());
    }

    private static void killTarget() {
        ProcessHandle target = lab.target();
        target.destroyForcibly();
        target.onExit().join();
    }

    private static String firstLine(Guest guest, String disk, int block) {
        return guest.run("dd if=" + disk + " bs=512 skip=" + block + " count=1 iflag=direct 2>/dev/null | head -n 1")
                .must();
    }
}

package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.array.TgtArray;
import io.lunette.domainxml.Element;
import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * LUNs of an array that is not Lunette's, with two portals: found, adopted, shared by two guests, and refused when their
 * number was given to another LUN. The tests build on each other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptionTest {
    private static final Duration SERVER = Duration.ofMinutes(2);
    private static final String LUNETTE = Lab.home("lunette").toString();
    private static final String PREFIX = "iqn.2026-11.io.lunette.server:";
    private static final String SHARED = "6" + "a".repeat(31);
    private static final String OTHERS = "6" + "b".repeat(31);
    private static final String REUSED = "6" + "c".repeat(31);
    private static final ByteCount SIZE = ByteCount.ofMiB(64);

    private static TgtArray array;
    private static Iqn target;
    private static Path othersDisk;
    private static Lab lab;
    private static String one;
    private static String two;
    private static String shared;
    private static String other;

    @BeforeAll
    static void start() {
        array = TgtArray.start(61, 23610, 23611);
        target = array.target("iqn.2026-11.org.example:array.one");
        othersDisk = array.disk(SIZE);
        array.show(target, 1, array.disk(SIZE), SHARED, "SHARED1");
        array.show(target, 2, othersDisk, OTHERS, "OTHER2");
        array.letIn(target, Iqn.parse(PREFIX + "controller").get());
        lab = Lab.start(new Lab.Place(18861, 62, 23613, Optional.empty()));
        Stock stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest", Lab.guestImage(), List.of());
        for (String name : List.of("one", "two")) {
            lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest", name)
                    .must();
        }
        one = stock.awaitServer("one", "ACTIVE", SERVER);
        two = stock.awaitServer("two", "ACTIVE", SERVER);
    }

    @AfterAll
    static void stop() {
        lab.close();
        array.close();
    }

    private static String refused(String... command) {
        Command.Result result = lab.client(command);
        assertNotEquals(0, result.status(), result.toString());
        return result.out() + result.err();
    }

    private static String id(String name) {
        return lab.client("openstack", "volume", "show", "-f", "value", "-c", "id", name)
                .must()
                .strip();
    }

    private static String portOf(Domain domain, String volume) {
        List<Element> hosts =
                domain.disk(volume).orElseThrow().child("source").orElseThrow().children("host");
        assertEquals(1, hosts.size());
        return hosts.getFirst().value("port");
    }

    private static void attach(String server, String volume) {
        lab.client("openstack", "server", "add", "volume", server, volume).must();
        new Stock(lab).awaitVolume(volume, "in-use");
    }

    private static void power(String server, String verb, String status) {
        lab.client("openstack", "server", verb, server).must();
        new Stock(lab).awaitServer(server, status, SERVER);
    }

    private static String awaitError(String server) {
        Waiting.untilTrue(
                "server " + server + " to be in error",
                SERVER,
                () -> lab.client("openstack", "server", "show", "-f", "value", "-c", "status", server)
                        .must()
                        .strip()
                        .equals("ERROR"));
        return lab.client("openstack", "server", "show", "-f", "value", "-c", "fault", server)
                .must();
    }

    private static void assertBothNamed(String text) {
        String whole = text.replaceAll("\\s+", " ");
        assertTrue(whole.contains("naa." + OTHERS + " with serial OTHER2"), text);
        assertTrue(whole.contains("naa." + REUSED + " with serial REUSED"), text);
    }

    private static void giveItsNumberToAnother() {
        array.hide(target, 2);
        array.show(target, 2, array.disk(SIZE), REUSED, "REUSED");
    }

    private static void giveItsNumberBack() {
        array.hide(target, 2);
        array.show(target, 2, othersDisk, OTHERS, "OTHER2");
    }

    @Test
    @Order(1)
    void what_an_array_shows_is_found_and_adopted_and_let_go_by_stock_clients() {
        String found = lab.client(LUNETTE, "lun", "discover", "127.0.0.1:23610").must();
        assertTrue(found.contains("naa." + SHARED + "  64 MiB  yes"), found);
        assertTrue(found.contains("it is not a disk"), found);
        lab.client(
                        LUNETTE,
                        "lun",
                        "adopt",
                        "--portal",
                        "127.0.0.1:23610",
                        "--portal",
                        "127.0.0.1:23611",
                        "--target",
                        target.text(),
                        "--lun",
                        "1",
                        "--name",
                        "shared",
                        "--multiattach")
                .must();
        shared = id("shared");

        String manageable = lab.client("cinder", "manageable-list", "lunette@lunette#lunette")
                .must();
        assertTrue(manageable.contains(target + "/2"), manageable);
        String address = "iscsi://127.0.0.1:23610/" + target + "/2";
        lab.client("cinder", "manage", "--name", "other", "lunette@lunette#lunette", address)
                .must();
        other = id("other");
        assertTrue(
                refused("cinder", "manage", "lunette@lunette#lunette", address).contains(other));
        assertTrue(refused("openstack", "volume", "delete", other).contains("cinder unmanage " + other));
        lab.client("cinder", "unmanage", other).must();
        assertNotEquals(0, lab.client("openstack", "volume", "show", other).status());
        lab.client(
                        "cinder",
                        "manage",
                        "--name",
                        "other",
                        "--bootable",
                        "--metadata",
                        "hw_scsi_model=virtio-scsi",
                        "--id-type",
                        "source-name",
                        "lunette@lunette#lunette",
                        address)
                .must();
        other = id("other");
    }

    @Test
    @Order(2)
    void a_server_that_the_array_does_not_let_in_is_told_by_the_name_to_let_in() {
        assertTrue(refused("openstack", "server", "add", "volume", one, shared).contains(PREFIX + one));
        assertTrue(Domain.live(one).disk(shared).isEmpty());
        array.letIn(target, Iqn.parse(PREFIX + one).get());
        array.letIn(target, Iqn.parse(PREFIX + two).get());
    }

    @Test
    @Order(3)
    void two_guests_share_a_lun_of_the_array() {
        attach(one, shared);
        attach(two, shared);
        for (String server : List.of(one, two)) {
            for (Domain domain : List.of(Domain.live(server), Domain.persistent(server))) {
                Element disk = domain.disk(shared).orElseThrow();
                assertEquals("lun", disk.value("device"));
                assertTrue(disk.child("shareable").isPresent());
                assertEquals("report", disk.child("driver").orElseThrow().value("error_policy"));
                assertEquals("23610", portOf(domain, shared));
            }
        }
        try (Guest first = Guest.of(lab, one);
                Guest second = Guest.of(lab, two)) {
            Guest.Disk written = first.diskWith(SHARED);
            assertEquals("SOMEBODY", written.vendor());
            assertEquals("SHARED1", written.serial());
            first.run("echo of the first guest | dd of=/dev/" + written.name()
                            + " bs=512 seek=8 count=1 conv=sync,fsync 2>/dev/null")
                    .must();
            String read = second.run("dd if=/dev/" + second.diskWith(SHARED).name()
                            + " bs=512 skip=8 count=1 iflag=direct 2>/dev/null | head -n 1")
                    .must();
            assertEquals("of the first guest\n", read);
        }
    }

    @Test
    @Order(4)
    void a_portal_that_is_down_is_passed_by_at_the_next_start() {
        power(one, "stop", "SHUTOFF");
        array.shut(array.portals().getFirst());
        power(one, "start", "ACTIVE");
        assertEquals("23611", portOf(Domain.live(one), shared));
        assertEquals("23611", portOf(Domain.persistent(one), shared));
        assertEquals("23610", portOf(Domain.live(two), shared));
        array.open(array.portals().getFirst());
    }

    @Test
    @Order(5)
    void a_number_reused_for_another_lun_of_the_same_size_is_refused_at_attach() {
        giveItsNumberToAnother();
        String before = Domain.live(two).xml().toString();
        assertBothNamed(refused("openstack", "server", "add", "volume", two, other));
        assertEquals(before, Domain.live(two).xml().toString());
        assertBothNamed(lab.client("cinder", "message-list").must().replaceAll("[\\s|]+", " "));
    }

    @Test
    @Order(6)
    void and_at_boot() {
        // The name of a server that is yet to be made is known to nobody.
        array.letAllIn(target);
        lab.client(
                        "nova",
                        "boot",
                        "--flavor",
                        "tiny",
                        "--nic",
                        "none",
                        "--block-device",
                        "id=" + other + ",source=volume,dest=volume,bus=scsi,type=lun,bootindex=0",
                        "three")
                .must();
        String three = lab.client("openstack", "server", "show", "-f", "value", "-c", "id", "three")
                .must()
                .strip();
        assertBothNamed(awaitError(three));
        lab.client("openstack", "server", "delete", "three").must();
        new Stock(lab).awaitNoServer("three");
        assertFalse(Domain.exists(three));
    }

    @Test
    @Order(7)
    void and_at_start_and_hard_reboot() {
        giveItsNumberBack();
        attach(two, other);
        assertTrue(Domain.live(two).disk(other).isPresent());
        power(two, "stop", "SHUTOFF");
        giveItsNumberToAnother();
        lab.client("openstack", "server", "start", two).must();
        assertBothNamed(awaitError(two));
        lab.client("openstack", "server", "reboot", "--hard", two).must();
        assertBothNamed(awaitError(two));
        assertEquals("shut off", lab.virsh("domstate", two).must().strip());

        giveItsNumberBack();
        lab.client("openstack", "server", "reboot", "--hard", two).must();
        new Stock(lab).awaitServer(two, "ACTIVE", SERVER);
        assertTrue(Domain.live(two).disk(other).isPresent());
    }
}

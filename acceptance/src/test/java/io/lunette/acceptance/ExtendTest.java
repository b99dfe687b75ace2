package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A LUN grows under a guest that reads and writes it, again and again, by stock clients; and nobody notices but the guest. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExtendTest {
    private static final int WRITERS = 4;
    private static final int TIMES = 8;
    private static final long GIB = 1L << 30;

    private static Lab lab;
    private static Stock stock;
    private static Api api;
    private static String server;
    private static String volume;
    private static Guest guest;
    private static String disk;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest", Lab.guestImage(), List.of());
        lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest", "guest")
                .must();
        server = stock.awaitServer("guest", "ACTIVE", Duration.ofMinutes(1));
        api = lab.connect(Api::as);
        volume = api.volume("data", 1, true);
        guest = Guest.of(lab, server);
        api.attach(server, volume);
        disk = guest.diskWith(Array.naa(lab, volume)).name();
    }

    @AfterAll
    static void stop() {
        if (guest != null) {
            guest.close();
        }
        lab.close();
    }

    /** Until the guest is told to stop: its own part of the LUN, written past the page cache and read back. */
    private static void startIo() {
        guest.run("rm -f /tmp/stop /tmp/bad /tmp/rounds*; dmesg -c > /dev/null; "
                        + "dd if=/dev/urandom of=/tmp/known bs=1M count=2 2>/dev/null")
                .must();
        for (int writer = 0; writer < WRITERS; writer++) {
            guest.run("(while [ ! -e /tmp/stop ]; do "
                            + "dd if=/tmp/known of=/dev/%1$s bs=4k oflag=direct seek=$((%2$d * 1024)) 2>/dev/null"
                                    .formatted(disk, writer)
                            + " && dd if=/dev/%1$s bs=4k iflag=direct skip=$((%2$d * 1024)) count=512 2>/dev/null"
                                    .formatted(disk, writer)
                            + " | cmp -s - /tmp/known || echo writer %1$d >> /tmp/bad; echo x >> /tmp/rounds%1$d;"
                                    .formatted(writer)
                            + " done) > /dev/null 2>&1 &")
                    .must();
        }
    }

    private static long rounds() {
        return guest.run("cat /tmp/rounds* 2>/dev/null | wc -l").must().strip().transform(Long::parseLong);
    }

    private static void assertNoError() {
        guest.run("touch /tmp/stop; while ps | grep -q '[d]d if='; do sleep 1; done");
        assertNotEquals(
                0,
                guest.run("cat /tmp/bad").status(),
                () -> guest.run("cat /tmp/bad; dmesg").text());
        String kernel = guest.run("dmesg").must();
        assertTrue(kernel.lines().noneMatch(line -> line.contains("error") || line.contains("Sense Key")), kernel);
    }

    private static void assertSizeEverywhere(long gib) {
        guest.run("echo 1 > /sys/class/block/" + disk + "/device/rescan").must();
        assertEquals(
                gib * GIB,
                Long.parseLong(
                        guest.run("blockdev --getsize64 /dev/" + disk).must().strip()));
        String capacity = guest.run("sg_readcap -l /dev/" + disk).must();
        assertTrue(capacity.contains(String.valueOf(gib * GIB)), capacity);
        JsonNode row = api.get("/volume/v3/volumes/" + volume).path("volume");
        assertEquals(gib, row.path("size").asLong());
        assertEquals("in-use", row.path("status").asText());
        String target = Domain.live(server)
                .disk(volume)
                .flatMap(found -> found.child("target"))
                .map(found -> found.value("dev"))
                .orElseThrow();
        String qemus = lab.virsh("domblkinfo", server, target).must();
        assertTrue(qemus.matches("(?s).*Capacity: +" + gib * GIB + "\\n.*"), qemus);
        assertEquals("running", lab.virsh("domstate", server).must().strip());
    }

    @Test
    @Order(1)
    void a_lun_grows_under_io_by_stock_clients_and_the_guest_sees_no_error() {
        startIo();
        for (int time = 1; time <= TIMES; time++) {
            String size = String.valueOf(1 + time);
            if (time % 2 == 1) {
                lab.client("cinder", "extend", "data", size).must();
            } else {
                lab.client("openstack", "--os-volume-api-version", "3.42", "volume", "set", "--size", size, "data")
                        .must();
            }
            assertSizeEverywhere(1 + time);
        }
        long before = rounds();
        Waiting.untilTrue("the guest to go on", Duration.ofMinutes(1), () -> rounds() > before);
        assertNoError();
    }

    @Test
    @Order(2)
    void the_guest_is_told_and_reaches_the_new_end() {
        lab.client("cinder", "extend", "data", "12").must();
        Waiting.untilTrue(
                "the guest's kernel to notice",
                Duration.ofMinutes(1),
                () -> guest.console().contains("LUNETTE-DISK change " + disk + " bytes=" + 12 * GIB));
        guest.run("dd if=/dev/zero of=/dev/" + disk + " bs=1M count=1 oflag=direct seek=" + (12 * 1024 - 1) + " 2>&1")
                .must();
        assertNotEquals(
                0,
                guest.run("dd if=/dev/zero of=/dev/" + disk + " bs=1M count=1 oflag=direct seek=" + 12 * 1024 + " 2>&1")
                        .status());
    }

    @Test
    @Order(3)
    void older_versions_and_smaller_sizes_are_refused() {
        Command.Result early = lab.client("cinder", "--os-volume-api-version", "3.41", "extend", "data", "20");
        assertNotEquals(0, early.status());
        assertTrue(early.toString().contains("3.42"), early.toString());
        assertNotEquals(0, lab.client("cinder", "extend", "data", "5").status());
        assertSizeEverywhere(12);
    }

    @Test
    @Order(4)
    void a_server_that_is_off_starts_with_the_size_it_got_meanwhile() {
        lab.client("openstack", "server", "stop", "guest").must();
        stock.awaitServer("guest", "SHUTOFF", Duration.ofMinutes(2));
        lab.client("cinder", "extend", "data", "13").must();
        lab.client("openstack", "server", "start", "guest").must();
        stock.awaitServer("guest", "ACTIVE", Duration.ofMinutes(1));
        guest.close();
        guest = Guest.of(lab, server);
        disk = guest.diskWith(Array.naa(lab, volume)).name();
        assertSizeEverywhere(13);
    }

    @Test
    @Order(5)
    void the_operations_show_the_steps() {
        JsonNode actions = api.get("/compute/v2.1/servers/" + server + "/os-instance-actions");
        assertTrue(actions.toString().contains("extend_volume"), actions.toString());
    }
}

package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two guests on one host share a LUN, and fence each other by persistent reservations: what a peer that gives both the
 * host's own initiator name cannot have. Then one dies, and what it left is cleared.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedLunTest {
    private static final Duration SERVER = Duration.ofMinutes(1);
    private static final String FIRST_KEY = "0x00000000000000a1";
    private static final String SECOND_KEY = "0x00000000000000b2";

    private static final String LUNETTE = Lab.home("lunette").toString();

    private static Lab lab;
    private static Stock stock;
    private static String volume;
    private static Node first;
    private static Node second;

    /** A server, its guest, and the shared disk's name there. */
    private record Node(String server, Guest guest, String disk) {

        static Node boot(String name) {
            lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest", name)
                    .must();
            String server = stock.awaitServer(name, "ACTIVE", SERVER);
            Guest guest = Guest.of(lab, server);
            lab.client("openstack", "--os-compute-api-version", "2.60", "server", "add", "volume", name, volume)
                    .must();
            return new Node(
                    server, guest, guest.diskWith(Array.naa(lab, volume)).name());
        }

        Guest.Answer persist(String options) {
            return guest.run("sg_persist -n " + options + " -d /dev/" + disk);
        }

        /** WRITE(10) of one block. The kernel in between would retry and tell less. */
        Guest.Answer write() {
            return guest.run("sg_raw -s 512 -i /dev/zero /dev/" + disk + " 2a 00 00 00 00 00 00 00 01 00");
        }

        /** Past the page cache, as cluster software writes. */
        Guest.Answer writeThroughKernel() {
            return guest.run("dd if=/dev/zero of=/dev/" + disk + " bs=4096 count=1 oflag=direct 2>&1");
        }

        void mustWrite() {
            // The first command after a change tells of the change.
            guest.run("sg_turs -n 4 /dev/" + disk);
            write().must();
            writeThroughKernel().must();
        }

        void mustNotWrite() {
            guest.run("sg_turs -n 4 /dev/" + disk);
            Guest.Answer refused = write();
            assertNotEquals(0, refused.status(), refused.text());
            assertTrue(refused.text().contains("Reservation Conflict"), refused.text());
        }
    }

    @BeforeAll
    static void start() {
        lab = Lab.start();
        stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest", Lab.guestImage(), List.of("hw_scsi_model=lsilogic"));
        volume = stock.volume(
                "shared", "--size", "1", "--type", "multiattach", "--property", "hw_scsi_model=virtio-scsi");
        first = Node.boot("one");
        second = Node.boot("two");
    }

    @AfterAll
    static void stop() {
        for (Node node : new Node[] {first, second}) {
            if (node != null) {
                node.guest().close();
            }
        }
        lab.close();
    }

    @BeforeEach
    void both_hold_the_lun_and_nobody_is_registered() {
        for (Node node : List.of(first, second)) {
            assertTrue(Domain.live(node.server())
                    .disk(volume)
                    .orElseThrow()
                    .child("shareable")
                    .isPresent());
        }
        assertEquals(List.of(), keys());
    }

    private static List<String> keys() {
        return Array.registeredKeys(lab, volume, second.server());
    }

    private static JsonNode reservations() {
        return json(
                lab.client(LUNETTE, "lun", "reservations", "--json", "shared").must());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void firstReserves() {
        first.persist("-o -G -S " + FIRST_KEY).must();
        first.persist("-o -R -K " + FIRST_KEY + " -T 5").must();
    }

    @Test
    @Order(1)
    void one_guest_shuts_the_other_out_and_is_preempted_by_it() {
        first.mustWrite();
        second.mustWrite();
        firstReserves();
        first.mustWrite();
        second.mustNotWrite();
        assertNotEquals(0, second.writeThroughKernel().status());
        assertTrue(second.guest().run("dmesg").must().contains("reservation conflict"));

        second.persist("-o -G -S " + SECOND_KEY).must();
        second.mustWrite();
        assertEquals(List.of(FIRST_KEY, SECOND_KEY), keys());

        second.persist("-o -P -K " + SECOND_KEY + " -S " + FIRST_KEY + " -T 5").must();
        assertEquals(List.of(SECOND_KEY), keys());
        first.mustNotWrite();
        second.mustWrite();
        second.persist("-o -C -K " + SECOND_KEY).must();
    }

    /**
     * Pacemaker's fence_scsi, the commands it sends as its source has them (ClusterLabs fence-agents, agents/scsi): "on" is
     * REGISTER AND IGNORE of the node's key, and RESERVE of type 5 where nobody holds the unit; "off" is PREEMPT AND ABORT
     * of the victim's key. Keys are four digits of the cluster's hash and four of the node's number. tgt has no PREEMPT AND
     * ABORT (what it says of that reaches the guest as it is), so the victim is fenced here by PREEMPT alone.
     */
    @Test
    @Order(2)
    void nodes_are_unfenced_and_fenced_as_pacemaker_does_it() {
        String cluster = "c0de";
        for (Node node : List.of(first, second)) {
            String key = cluster + (node.equals(first) ? "0001" : "0002");
            node.persist("-o -I -S " + key).must();
            if (!node.persist("-i -r").must().contains("Key=")) {
                node.persist("-o -R -T 5 -K " + key).must();
            }
            assertTrue(node.persist("-i -k").must().contains("0x" + key));
        }
        first.mustWrite();
        second.mustWrite();

        String fence = " -T 5 -K " + cluster + "0002 -S " + cluster + "0001";
        Guest.Answer refused = second.persist("-o -A" + fence);
        assertTrue(refused.text().contains("unsupported service action"), refused.text());
        assertEquals(2, keys().size());
        second.persist("-o -P" + fence).must();
        assertEquals(List.of("0x00000000c0de0002"), keys());
        first.mustNotWrite();
        second.mustWrite();
        assertTrue(second.persist("-i -r").must().contains("Write Exclusive, registrants only"));

        // The fenced node is started again, and unfences itself.
        first.persist("-o -I -S " + cluster + "0001").must();
        first.mustWrite();
        first.persist("-o -C -K " + cluster + "0001").must();
    }

    @Test
    @Order(3)
    void what_a_dead_server_left_is_seen_and_cleared() {
        firstReserves();
        JsonNode before = reservations();
        assertEquals(FIRST_KEY, before.at("/reservation/key").asText(), before.toString());
        assertEquals(5, before.at("/reservation/type").asInt());
        assertEquals(FIRST_KEY, before.at("/registrations/0/key").asText());
        // tgt has no READ FULL STATUS: so it is said that nobody knows whose key it is.
        assertTrue(before.at("/registrations/0/server").isNull());
        assertTrue(before.path("initiators_unknown").asText().contains("ILLEGAL_REQUEST"), before.toString());

        lab.client("openstack", "server", "stop", "one").must();
        stock.awaitServer("one", "SHUTOFF", SERVER);
        second.mustNotWrite();

        Command.Result unregistered = clear("--key", "0x7777", "--yes", "--force");
        assertEquals(1, unregistered.status());
        assertTrue(unregistered.err().contains(FIRST_KEY), unregistered.err());
        Command.Result runs = clear("--key", FIRST_KEY, "--yes");
        assertEquals(1, runs.status());
        assertTrue(runs.err().contains(second.server()), runs.err());
        assertFalse(runs.err().contains(first.server()), runs.err());
        assertEquals(List.of(FIRST_KEY), keys());

        Command.Result cleared = clear("--key", FIRST_KEY, "--yes", "--force");
        assertTrue(cleared.must().contains(second.server()), cleared.out());
        assertEquals(List.of(), keys());
        assertTrue(reservations().path("reservation").isNull());
        second.mustWrite();
        assertTrue(lab.client(LUNETTE, "operation", "list", "--server", first.server())
                .must()
                .contains("clear_reservations"));
        assertTrue(lab.log().contains("pre-empt key " + FIRST_KEY + " on volume " + volume + ": done; asked by admin"));
        assertEquals(
                List.of(),
                Array.exposedTo(lab, volume).stream()
                        .filter(name -> name.endsWith(":controller"))
                        .toList());
    }

    /** A header of qcow2, version 3, that claims 64 KiB: whoever believed it would show a disk of that size. */
    @Test
    @Order(4)
    void what_a_guest_writes_is_never_taken_for_an_image() {
        String header = "QFI\\373\\0\\0\\0\\3" + "\\0".repeat(12) + "\\0\\0\\0\\20" + "\\0\\0\\0\\0\\0\\1\\0\\0";
        second.guest()
                .run("printf '" + header + "' | dd of=/dev/" + second.disk() + " bs=512 count=1 conv=sync oflag=direct")
                .must();
        lab.client("openstack", "server", "stop", "two").must();
        stock.awaitServer("two", "SHUTOFF", SERVER);
        lab.client("openstack", "server", "start", "two").must();
        stock.awaitServer("two", "ACTIVE", SERVER);
        try (Guest again = Guest.of(lab, second.server())) {
            String disk = again.diskWith(Array.naa(lab, volume)).name();
            assertEquals("QFI", again.run("head -c 3 /dev/" + disk).must().strip());
            assertEquals(
                    "2097152",
                    again.run("cat /sys/block/" + disk + "/size").must().strip());
        }
        assertEquals(
                "raw",
                Domain.live(second.server())
                        .disk(volume)
                        .orElseThrow()
                        .child("driver")
                        .orElseThrow()
                        .value("type"));
    }

    private static Command.Result clear(String... options) {
        String[] command = new String[options.length + 4];
        System.arraycopy(new String[] {LUNETTE, "lun", "clear-reservations", "shared"}, 0, command, 0, 4);
        System.arraycopy(options, 0, command, 4, options.length);
        return lab.client(command);
    }
}

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two guests and a third server share two LUNs as one cluster: whole in the domains and in the guests, or not at all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final Duration SERVER = Duration.ofMinutes(1);
    private static final String LUNETTE = Lab.home("lunette").toString();
    private static final String FIRST_KEY = "0x00000000000000a1";
    private static final String SECOND_KEY = "0x00000000000000b2";

    private static Lab lab;
    private static Api api;
    private static String one;
    private static String two;
    private static String three;
    private static Guest first;
    private static Guest second;
    private static String data;
    private static String quorum;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        Stock stock = new Stock(lab);
        stock.flavor("guest", 256);
        stock.flavor("tiny", 32);
        stock.image("guest", Lab.guestImage(), List.of("hw_scsi_model=lsilogic"));
        api = lab.connect(Api::as);
        for (String name : List.of("one", "two")) {
            lab.client("openstack", "server", "create", "--flavor", "guest", "--image", "guest", name)
                    .must();
        }
        data = stock.volume("data", "--size", "1", "--type", "multiattach");
        quorum = stock.volume("quorum", "--size", "1", "--type", "multiattach");
        one = stock.awaitServer("one", "ACTIVE", SERVER);
        two = stock.awaitServer("two", "ACTIVE", SERVER);
        three = api.server("three", api.flavor("tiny"), api.rootVolume("root"));
        // The first place of the first controller is one server's own: so it cannot be the cluster's.
        String own = api.volume("own", 1, true);
        assertEquals(200, api.tryAttach(two, own).status());
        first = Guest.of(lab, one);
        second = Guest.of(lab, two);
    }

    @AfterAll
    static void stop() {
        for (Guest guest : new Guest[] {first, second}) {
            if (guest != null) {
                guest.close();
            }
        }
        lab.close();
    }

    private static Command.Result cluster(String... words) {
        List<String> command = new ArrayList<>(List.of(LUNETTE, "cluster"));
        command.addAll(List.of(words));
        return lab.client(command.toArray(String[]::new));
    }

    private static Command.Result create(String... options) {
        List<String> words = new ArrayList<>(List.of(
                "create", "rac", "--server", "one", "--server", "two", "--volume", "quorum", "--volume", "data"));
        words.addAll(List.of(options));
        return cluster(words.toArray(String[]::new));
    }

    private static JsonNode json(Command.Result result) {
        try {
            return new ObjectMapper().readTree(result.must());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int clusters() {
        return api.get("/v1/clusters").path("clusters").size();
    }

    private static void assertNothing() {
        assertEquals(0, clusters());
        for (String volume : List.of(data, quorum)) {
            api.awaitVolume(volume, "available");
            assertEquals(List.of(), Array.exposedTo(lab, volume));
            for (String server : List.of(one, two)) {
                assertTrue(Domain.live(server).disk(volume).isEmpty());
                assertTrue(Domain.persistent(server).disk(volume).isEmpty());
            }
        }
    }

    @Test
    @Order(1)
    void a_path_that_does_not_answer_makes_nothing() {
        JsonNode seen = json(cluster("preflight", "--server", "one", "--server", "two", "--volume", "data", "--json"));
        assertTrue(seen.path("passed").asBoolean(), seen.toString());
        assertEquals(2, seen.path("paths").size());
        for (JsonNode path : seen.path("paths")) {
            assertEquals("naa." + Array.naa(lab, data), path.path("wwid").asText());
            assertEquals(512, path.path("block_bytes").asInt());
            assertEquals(1L << 30, path.path("size_bytes").asLong());
            assertTrue(path.path("capabilities").isObject(), path.toString());
            assertEquals(0, path.path("registrations").size());
        }
        lab.listen(false);
        try {
            Command.Result refused = create();
            assertEquals(1, refused.status());
            assertTrue(refused.err().contains("Nothing came of making cluster 'rac'"), refused.err());
        } finally {
            lab.listen(true);
        }
        assertNothing();
    }

    @Test
    @Order(2)
    void a_service_that_is_killed_in_the_midst_leaves_nothing() {
        lab.kill();
        lab.startAgain("-Dlunette.halt-at=attach_volume:50");
        assertNotEquals(0, create().status());
        assertFalse(lab.survives(Duration.ofSeconds(5)));
        assertTrue(Domain.live(one).disk(quorum).isPresent()
                || Domain.live(two).disk(quorum).isPresent());
        lab.startAgain();
        Waiting.untilTrue(
                "the cluster to be gone",
                Duration.ofMinutes(1),
                () -> json(cluster("list", "--json")).isEmpty());
        assertNothing();
    }

    @Test
    @Order(3)
    void both_guests_have_both_luns_at_the_same_addresses() {
        JsonNode made = json(create("--key", "one=" + FIRST_KEY, "--json"));
        assertEquals("active", made.path("status").asText());
        List<String> addresses = new ArrayList<>();
        for (String volume : List.of(quorum, data)) {
            String address = Domain.live(one).address(volume);
            addresses.add(address);
            for (String server : List.of(one, two)) {
                assertEquals(address, Domain.live(server).address(volume));
                assertEquals(address, Domain.persistent(server).address(volume));
            }
            String naa = Array.naa(lab, volume);
            assertEquals(place(first.diskWith(naa)), place(second.diskWith(naa)));
            assertEquals("virtio_scsi", first.diskWith(naa).driver());
        }
        assertEquals(List.of("1:0:1:0", "1:0:2:0"), addresses);
        Api.Answer refused = api.tryDelete(Agreement.attachments(one) + "/" + data);
        assertEquals(409, refused.status());
        assertTrue(refused.body().contains("lunette cluster remove-server rac"), refused.body());
    }

    /** Channel, target and unit; guests count their hosts each in its own way. */
    private static String place(Guest.Disk disk) {
        return disk.hctl().substring(disk.hctl().indexOf(':'));
    }

    @Test
    @Order(4)
    void registrations_are_told_by_the_keys_that_were_recorded() {
        register(first, FIRST_KEY);
        register(second, SECOND_KEY);
        JsonNode before = reservations().path("registrations");
        assertEquals(one, before.at("/0/server/id").asText(), before.toString());
        assertEquals("cluster", before.at("/0/known_by").asText());
        assertTrue(before.at("/1/server").isNull(), before.toString());
        assertEquals(1, cluster("set-key", "rac", "two", FIRST_KEY).status());
        cluster("set-key", "rac", "two", SECOND_KEY).must();
        JsonNode after = reservations().path("registrations");
        assertEquals(two, after.at("/1/server/id").asText(), after.toString());
        assertTrue(lab.client(LUNETTE, "lun", "reservations", "data")
                .must()
                .contains("two (" + two + ") by its recorded"));
    }

    private static void register(Guest guest, String key) {
        String disk = guest.diskWith(Array.naa(lab, data)).name();
        guest.run("sg_persist -n -o -I -S " + key + " -d /dev/" + disk).must();
    }

    private static JsonNode reservations() {
        return api.get("/v1/volumes/" + data + "/reservations").path("reservations");
    }

    @Test
    @Order(5)
    void a_third_server_joins_at_the_same_addresses_and_all_leave_again() {
        cluster("add-server", "rac", "three").must();
        for (String volume : List.of(quorum, data)) {
            assertEquals(Domain.live(one).address(volume), Domain.live(three).address(volume));
        }
        assertTrue(json(cluster("preflight", "rac", "--json")).path("passed").asBoolean());

        Command.Result removed = cluster("remove-server", "rac", "one");
        assertTrue(removed.must().contains("key " + FIRST_KEY + " of server " + one + " is still registered"));
        assertTrue(Domain.live(one).disk(data).isEmpty());
        assertEquals(2, Array.exposedTo(lab, data).size());
        assertTrue(cluster("delete", "rac").must().contains("is gone"));
        assertNothing();
    }
}

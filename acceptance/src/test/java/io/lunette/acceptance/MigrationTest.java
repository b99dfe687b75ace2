package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
 * A booted guest goes from one host to another and back while it reads and writes its LUN, by stock clients and by our own
 * command; its registrations speak against it until somebody drops them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrationTest {
    private static final String LUNETTE = Lab.home("lunette").toString();
    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final String KEY = "0xabc123";

    private static PrivateLibvirtd south;
    private static PrivateLibvirtd north;
    private static Lab lab;
    private static Api api;
    private static String own;
    private static String server;
    private static String volume;
    private static Array.Given given;
    private static Guest guest;
    private static String disk;

    @BeforeAll
    static void start() {
        south = PrivateLibvirtd.start();
        north = PrivateLibvirtd.start();
        lab = Lab.start(new Lab.Place(18896, 75, 23096, Optional.of(south)));
        Stock stock = new Stock(lab);
        stock.flavor("small", 192);
        stock.image("guest", Lab.guestImage(), List.of("hw_scsi_model=virtio-scsi"));
        api = lab.connect(Api::as);
        own = api.get("/v1/hosts").at("/hosts/0/name").asText();
        lunette("host", "add", "north", north.uri().toString()).must();
        String root = stock.volume(
                "root", "--image", "guest", "--size", "1", "--bootable", "--property", "hw_scsi_model=virtio-scsi");
        server = api.post("/compute/v2.1/servers", """
                        {"server":{"name":"rover","flavorRef":"%s","imageRef":"","availability_zone":"nova:%s",
                        "networks":"none","block_device_mapping_v2":[{"uuid":"%s","source_type":"volume",
                        "destination_type":"volume","disk_bus":"scsi","device_type":"lun","boot_index":"0"}]}}
                        """.formatted(api.flavor("small"), own, root))
                .at("/server/id")
                .asText();
        stock.awaitServer("rover", "ACTIVE", BOOT);
        volume = api.volume("data", 1, true);
        api.attach(server, volume);
        given = Array.given(lab, volume);
        guest = Guest.of(lab, server);
        disk = guest.diskWith(given.naa()).name();
    }

    @AfterAll
    static void stop() {
        if (guest != null) {
            guest.close();
        }
        lab.close();
        north.close();
        south.close();
    }

    private static Command.Result lunette(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = LUNETTE;
        System.arraycopy(words, 0, command, 1, words.length);
        return lab.client(command);
    }

    private static String place() {
        return api.get("/compute/v2.1/servers/" + server)
                .at("/server/OS-EXT-SRV-ATTR:host")
                .asText();
    }

    private static void follow(PrivateLibvirtd host) {
        guest.close();
        Path log = host.path("/var/lib/libvirt/lunette-acceptance/" + server + ".console.log");
        guest = Guest.at(log, host.virsh("ttyconsole", server).must().strip());
    }

    private static void assertOnlyOn(PrivateLibvirtd here, PrivateLibvirtd not) {
        assertTrue(here.virsh("domstate", server).must().contains("running"));
        assertTrue(here.virsh("list", "--all", "--persistent", "--name").must().contains(server));
        assertEquals("", not.virsh("list", "--all", "--name").must().strip());
        assertEquals("", not.virsh("secret-list").must().strip());
        assertFalse(here.virsh("secret-list").must().isBlank());
    }

    @Test
    @Order(1)
    void a_guest_that_reads_and_writes_goes_to_the_other_host_by_the_stock_client() {
        String before = guest.run("sg_inq /dev/" + disk).must();
        guest.run("echo lunette-was-here | dd of=/dev/" + disk + " bs=512 count=1 conv=sync oflag=direct")
                .must();
        guest.run("(i=0; while :; do dd if=/dev/zero of=/dev/" + disk
                        + " bs=4096 seek=16 count=16 oflag=direct && i=$((i+1)) && echo $i > /tmp/rounds || "
                        + "touch /tmp/broken; done) >/dev/null 2>&1 &")
                .must();

        String said = lab.client("openstack", "server", "migrate", "--live-migration", "--wait", "rover")
                .must();

        assertTrue(said.contains("Complete"), said);
        assertEquals("north", place());
        assertOnlyOn(north, south);
        follow(north);
        assertEquals(before, guest.run("sg_inq /dev/" + disk).must());
        String rounds = guest.run("cat /tmp/rounds").must();
        Waiting.untilTrue(
                "I/O to go on", BOOT, () -> !guest.run("cat /tmp/rounds").must().equals(rounds));
        assertTrue(guest.run("ls /tmp/broken").status() != 0, "a write failed");
        assertTrue(guest.run("dd if=/dev/" + disk + " bs=512 count=1 iflag=direct 2>/dev/null")
                .must()
                .contains("lunette-was-here"));
    }

    @Test
    @Order(2)
    void what_was_moved_is_listed_and_its_action_is_done() {
        JsonNode row = api.get("/compute/v2.1/os-migrations").at("/migrations/0");
        assertEquals(
                List.of("completed", own, "north", server),
                List.of(
                        row.path("status").asText(),
                        row.path("source_compute").asText(),
                        row.path("dest_compute").asText(),
                        row.path("instance_uuid").asText()));
        String listed = lab.client("openstack", "server", "migration", "list").must();
        assertTrue(listed.contains("completed") && listed.contains("north"), listed);
        assertTrue(lab.client("nova", "migration-list").must().contains("live-migration"));
        assertTrue(lab.client("openstack", "server", "event", "list", server)
                .must()
                .contains("live-migration"));
        Command.Result again =
                lab.client("openstack", "server", "migrate", "--live-migration", "--host", "north", "rover");
        assertTrue(again.status() != 0, again.toString());
    }

    @Test
    @Order(3)
    void registrations_speak_against_it_until_somebody_drops_them() {
        guest.run("sg_persist --out --register --param-sark=" + KEY + " /dev/" + disk)
                .must();

        Command.Result refused = lab.client("nova", "live-migration", "rover");

        assertTrue(
                refused.err().contains("--drop-registrations") && refused.err().contains("409"), refused.err());
        assertEquals("north", place());
        String said = lunette("server", "migrate", "--host", own, "--drop-registrations", "rover")
                .must();
        assertTrue(said.contains("register again"), said);
        assertOnlyOn(south, north);
        follow(south);
        assertFalse(keys().contains(KEY.substring(2)), "what the old path had registered is still there");
        guest.run("sg_persist --out --register-ignore --param-sark=" + KEY + " /dev/" + disk)
                .must();
        assertTrue(keys().contains(KEY.substring(2)));
        guest.run("sg_persist --out --register-ignore --param-sark=0 /dev/" + disk)
                .must();
    }

    private static String keys() {
        return guest.run("sg_persist --in --read-keys /dev/" + disk).must();
    }

    @Test
    @Order(4)
    void a_server_is_deleted_while_it_moves_and_nothing_is_left_of_it() {
        api.post("/v1/servers/" + server + "/migrate", "{}");
        api.delete("/compute/v2.1/servers/" + server);
        Waiting.untilTrue("the server to be gone", BOOT, () -> api.status("/compute/v2.1/servers/" + server) == 404);
        assertEquals("", north.virsh("list", "--all", "--name").must().strip());
        assertEquals("", south.virsh("list", "--all", "--name").must().strip());
        assertEquals("", north.virsh("secret-list").must().strip());
    }
}

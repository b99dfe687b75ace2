package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two hosts in one Lunette, by stock clients and by {@code lunette host}; one of them goes away and comes back. */
class ManyHostsTest {
    private static final String LUNETTE = Lab.home("lunette").toString();

    private static final Duration SOON = Duration.ofSeconds(20);

    private static PrivateLibvirtd south;
    private static PrivateLibvirtd north;
    private static Lab lab;
    private static Api api;

    @BeforeAll
    static void start() {
        south = PrivateLibvirtd.start();
        north = PrivateLibvirtd.start();
        lab = Lab.start(new Lab.Place(18895, 95, 23095, Optional.of(south)));
        new Stock(lab).flavor("tiny", 64);
        api = lab.connect(Api::as);
    }

    @AfterAll
    static void stop() {
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

    private static JsonNode host(String name) {
        return api.get("/v1/hosts/" + name).path("host");
    }

    private static String placeOf(String server) {
        return api.get("/compute/v2.1/servers/" + server)
                .at("/server/OS-EXT-SRV-ATTR:host")
                .asText();
    }

    private static String boot(String name, String zone) {
        String volume = api.rootVolume(name + "-root");
        String id = lab.client(
                        "openstack",
                        "--os-compute-api-version",
                        "2.74",
                        "server",
                        "create",
                        "--flavor",
                        "tiny",
                        "--nic",
                        "none",
                        "--availability-zone",
                        zone,
                        "--volume",
                        volume,
                        "--block-device",
                        "uuid=" + volume + ",source_type=volume,destination_type=volume,disk_bus=scsi,device_type=lun,"
                                + "boot_index=0",
                        "-f",
                        "value",
                        "-c",
                        "id",
                        name)
                .must()
                .strip();
        api.awaitServer(id);
        return id;
    }

    @Test
    void servers_are_put_on_two_hosts_and_one_that_is_gone_holds_up_nobody() {
        String own = api.get("/v1/hosts").at("/hosts/0/name").asText();
        assertTrue(lunette("host", "add", "again", south.uri().toString()).err().contains("known as " + own));
        lunette("host", "add", "north", north.uri().toString(), "--zone", "attic")
                .must();
        String hypervisors = lab.client("openstack", "hypervisor", "list").must();
        assertTrue(hypervisors.contains("north") && hypervisors.contains(own), hypervisors);

        String there = boot("there", "attic");
        String here = boot("here", "nova:" + own);
        assertEquals("north", placeOf(there));
        assertEquals(own, placeOf(here));
        assertTrue(north.virsh("list", "--name").must().contains(there));
        assertTrue(south.virsh("list", "--name").must().contains(here));
        String volume = api.volume("data", 1, true);
        api.attach(there, volume);
        assertTrue(north.virsh("dumpxml", "lunette-" + there).must().contains(volume));
        examined(own, there);

        north.kill();
        Waiting.untilTrue(
                "the loss to be seen",
                SOON,
                () -> host("north").path("state").asText().equals("down"));
        api.attach(here, api.volume("more", 1, true));
        assertEquals(
                "UNKNOWN",
                api.get("/compute/v2.1/servers/" + there)
                        .at("/server/host_status")
                        .asText());
        Api.Answer nowhere = api.tryPost("/compute/v2.1/servers", bootBody("attic"));
        assertTrue(
                nowhere.status() == 409 && nowhere.body().contains("north: Host north cannot be reached"),
                nowhere.body());
        String explained =
                lunette("host", "explain", "--flavor", api.flavor("tiny")).must();
        assertTrue(explained.contains("no: Host north cannot be reached"), explained);
        assertTrue(lab.client("openstack", "compute", "service", "list").must().contains("down"));
        Command.Result seen = lunette("doctor");
        assertEquals(6, seen.status(), seen.toString());
        assertTrue(seen.out().contains("Host north: problem"), seen.out());
        assertEquals("ok", finding(own, "clock").path("level").asText());

        north.startAgain();
        Waiting.untilTrue(
                "the host to be back",
                SOON,
                () -> host("north").path("state").asText().equals("up"));
        api.detach(there, volume);
        lab.client(
                        "openstack",
                        "compute",
                        "service",
                        "set",
                        "--disable",
                        "--disable-reason",
                        "fans",
                        "north",
                        "nova-compute")
                .must();
        assertEquals("fans", host("north").path("disabled_reason").asText());
        assertTrue(lunette("host", "remove", "north").err().contains("it has 1 server"));
        api.delete("/compute/v2.1/servers/" + there);
        Waiting.untilTrue("the server to be gone", SOON, () -> api.status("/compute/v2.1/servers/" + there) == 404);
        assertEquals("", north.virsh("list", "--all", "--name").must().strip());
        lunette("host", "remove", "north").must();
        assertEquals(1, api.get("/v1/hosts").path("hosts").size());
    }

    /** The same machine twice, each through a libvirtd of its own. */
    private static void examined(String own, String there) {
        for (String name : new String[] {own, "north"}) {
            assertEquals("ok", finding(name, "clock").path("level").asText());
            assertEquals("ok", finding(name, "abilities.lun").path("level").asText());
            assertEquals(
                    "ok", finding(name, "storage.server-path").path("level").asText());
        }
        assertEquals(
                there, finding("north", "storage.server-path").path("about").asText());
        assertTrue(lunette("doctor", "north").out().contains("clock"));
        String pools = north.virsh("pool-list", "--all", "--name").must();
        assertFalse(pools.contains("lunette-doctor"), pools);
    }

    private static JsonNode finding(String host, String code) {
        for (JsonNode each : api.get("/v1/hosts/" + host + "/doctor").at("/doctor/hosts/0/findings")) {
            if (each.path("code").asText().equals(code)) {
                return each;
            }
        }
        throw new AssertionError("no " + code + " of " + host);
    }

    private static String bootBody(String zone) {
        return """
                {"server":{"name":"late","flavorRef":"%s","imageRef":"","networks":"none","availability_zone":"%s",
                "block_device_mapping_v2":[{"uuid":"%s","source_type":"volume","destination_type":"volume",
                "disk_bus":"scsi","device_type":"lun","boot_index":"0"}]}}""".formatted(api.flavor("tiny"), zone, api.rootVolume("late"));
    }
}

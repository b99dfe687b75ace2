package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.array.TgtArray;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Servers on two hosts whose kernels have the LUNs of one array, by two paths each: from the adoption of a LUN to the loss of
 * a host, by stock clients and by {@code lunette}. The tests build on each other.
 */
@Tag("san")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SanServersTest {
    private static final String LUNETTE = Lab.home("lunette").toString();
    private static final Duration SERVER = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final ByteCount SIZE = ByteCount.ofMiB(64);
    private static final int PORT = 27000;
    private static final String FIRST_KEY = "0xa1";
    private static final String SECOND_KEY = "0xb2";

    private static final List<AutoCloseable> MADE = new ArrayList<>();

    private static SanHost north;
    private static SanHost south;
    private static TgtArray array;
    private static Iqn target;
    private static Lab lab;
    private static Stock stock;
    private static Api api;

    private static Node one;
    private static Node two;
    private static String three;
    private static String root;
    private static String data;
    private static String shared;

    /** A LUN of the array; its number there tells its WWID, and the volume that it becomes is called as its serial number. */
    private enum Lun {
        ONE(1),
        TWO(2),
        THREE(3),
        DATA(4),
        SHARED(5),
        REUSED(6),
        STRANGER(7);

        private final int number;

        Lun(int number) {
            this.number = number;
        }

        private String naa() {
            return "6" + String.valueOf(number).repeat(31);
        }

        private String device() {
            return "/dev/mapper/3" + naa();
        }

        private String volume() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Makes a volume of it by its WWID; the volume's id. */
        private String adopt(String... options) {
            List<String> command = new ArrayList<>(
                    List.of(LUNETTE, "lun", "adopt", "--host", "north", "--wwid", "naa." + naa(), "--name", volume()));
            command.addAll(List.of(options));
            client(command.toArray(String[]::new)).must();
            return client("openstack", "volume", "show", "-f", "value", "-c", "id", volume())
                    .must()
                    .strip();
        }
    }

    /** A server, where it is, and its guest. */
    private record Node(String server, SanHost host, Guest guest) {

        private static Node up(String server, SanHost host) {
            return new Node(server, host, made(Guest.of(host, server)));
        }

        private Domain domain() {
            return SanServersTest.domain(host, server);
        }

        private String disk(Lun lun) {
            return "/dev/" + guest.diskWith(lun.naa()).name();
        }

        private Guest.Answer persist(String options) {
            return guest.run("sg_persist -n " + options + " -d " + disk(Lun.SHARED));
        }

        private void mustNotWrite() {
            Guest.Answer refused = write();
            assertNotEquals(0, refused.status(), refused.text());
            assertTrue(refused.text().contains("Reservation Conflict"), refused.text());
        }

        /** WRITE(10) of one block. The kernel in between would retry and tell less. */
        private Guest.Answer write() {
            String disk = disk(Lun.SHARED);
            // The first command after a change tells of the change.
            guest.run("sg_turs -n 4 " + disk);
            return guest.run("sg_raw -s 512 -i /dev/zero " + disk + " 2a 00 00 00 00 00 00 00 01 00");
        }
    }

    private static <T extends AutoCloseable> T made(T thing) {
        MADE.add(thing);
        return thing;
    }

    @BeforeAll
    static void start() {
        SanNetwork network = made(SanNetwork.start());
        List<Portal> portals = network.addresses().stream()
                .map(address -> new Portal(address, PORT))
                .toList();
        array = made(TgtArray.start(70, portals));
        target = array.target("iqn.2026-11.org.example:servers.array");
        for (Lun lun : Lun.values()) {
            if (lun != Lun.STRANGER) {
                array.show(target, lun.number, disk(lun), lun.naa(), lun.name());
            }
        }
        north = booted(network, "north", portals);
        south = booted(network, "south", portals);
        PrivateLibvirtd own = made(PrivateLibvirtd.start());
        lab = made(Lab.start(
                new Lab.Place(18897, 73, 27050, Optional.of(own)),
                Map.of("PATH", network.ssh() + ":" + System.getenv("PATH"))));
        stock = new Stock(lab);
        stock.flavor("tiny", 256);
        api = lab.connect(Api::as);
        north.await();
        south.await();
    }

    private static Path disk(Lun lun) {
        return lun == Lun.ONE || lun == Lun.TWO ? array.disk(SIZE, Lab.guestImage()) : array.disk(SIZE);
    }

    private static SanHost booted(SanNetwork network, String name, List<Portal> portals) {
        array.letIn(target, Iqn.parse("iqn.2026-11.org.example:" + name).get());
        return network.host(name, portals.stream().map(Portal::toString).toList());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable thing : MADE.reversed()) {
            thing.close();
        }
    }

    private static Command.Result client(String... command) {
        return lab.client(command);
    }

    private static String refused(String... command) {
        Command.Result result = client(command);
        assertNotEquals(0, result.status(), result.toString());
        return result.out() + result.err();
    }

    private static Domain domain(SanHost host, String server) {
        return new Domain(Xml.parse(host.virsh("dumpxml", server).must()));
    }

    private static String place(String server) {
        return api.get("/compute/v2.1/servers/" + server)
                .at("/server/OS-EXT-SRV-ATTR:host")
                .asText();
    }

    private static String ownHost() {
        return api.get("/v1/hosts").findValuesAsText("name").stream()
                .filter(name -> !List.of("north", "south").contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertIsLun(Element disk, Lun lun) {
        assertEquals("block", disk.value("type"));
        assertEquals("lun", disk.value("device"));
        assertEquals(lun.device(), disk.child("source").orElseThrow().value("dev"));
    }

    private static void add(SanHost host) {
        client(LUNETTE, "host", "add", host.name(), host.sshUri().toString(), "--luns", "block")
                .must();
    }

    private static void add(Node node, String volume) {
        client("openstack", "--os-compute-api-version", "2.60", "server", "add", "volume", node.server(), volume)
                .must();
        stock.awaitVolume(volume, "in-use");
    }

    private static void remove(Node node, String volume) {
        client("openstack", "server", "remove", "volume", node.server(), volume).must();
    }

    private static void create(String name, String... options) {
        List<String> command =
                new ArrayList<>(List.of("openstack", "server", "create", "--flavor", "tiny", "--volume", name));
        command.addAll(List.of(options));
        command.add(name);
        client(command.toArray(String[]::new)).must();
    }

    @Test
    @Order(1)
    void a_host_is_added_over_ssh_and_its_luns_are_adopted_by_wwid() {
        add(north);
        String seen = client(LUNETTE, "host", "luns", "north").must();
        for (Lun lun : Lun.values()) {
            assertEquals(lun != Lun.STRANGER, seen.contains("naa." + lun.naa()), seen);
        }
        root = Lun.ONE.adopt("--bootable");
        Lun.TWO.adopt("--bootable");
        Lun.THREE.adopt("--bootable");
        data = Lun.DATA.adopt();
        shared = Lun.SHARED.adopt("--shared");
        // One of Lunette's own target, which is reached by the network, from this machine.
        stock.image("guest", Lab.guestImage(), List.of());
        stock.volume("plain", "--image", "guest", "--size", "1", "--property", "hw_scsi_model=virtio-scsi");
    }

    @Test
    @Order(2)
    void servers_boot_where_their_luns_are_seen() {
        String explained = client(LUNETTE, "host", "explain", "--flavor", api.flavor("tiny"), "--volume", root)
                .must();
        assertTrue(explained.contains("known by its WWID alone"), explained);
        create("one");
        create("plain");
        assertEquals(ownHost(), place(stock.awaitServer("plain", "ACTIVE", SERVER)));
        String first = stock.awaitServer("one", "ACTIVE", SERVER);
        assertEquals("north", place(first));
        add(south);
        assertTrue(refused(LUNETTE, "lun", "adopt", "--host", "south", "--wwid", "naa." + Lun.DATA.naa())
                .contains(data));
        create("two", "--availability-zone", "nova:south");
        create("three", "--availability-zone", "nova:north");
        String second = stock.awaitServer("two", "ACTIVE", SERVER);
        three = stock.awaitServer("three", "ACTIVE", SERVER);
        one = Node.up(first, north);
        two = Node.up(second, south);
        assertEquals("ONE", one.guest().diskWith(Lun.ONE.naa()).serial());
        assertEquals("TWO", two.guest().diskWith(Lun.TWO.naa()).serial());
    }

    @Test
    @Order(3)
    void a_lun_is_attached_as_it_is_and_detached_without_a_trace() {
        String before = devices(north);
        add(one, data);
        assertIsLun(one.domain().disk(data).orElseThrow(), Lun.DATA);
        Guest.Disk disk = one.guest().diskWith(Lun.DATA.naa());
        assertEquals("SOMEBODY", disk.vendor());
        assertEquals("ARRAY DISK", disk.product());
        assertEquals("DATA", disk.serial());

        remove(one, data);
        stock.awaitVolume(data, "available");
        one.guest().awaitGone(Lun.DATA.naa());
        assertTrue(one.domain().disk(data).isEmpty());
        assertFalse(north.virsh("dumpxml", "--inactive", one.server()).must().contains(Lun.DATA.device()));
        assertEquals(before, devices(north));
        assertEquals(
                "lunette-acceptance",
                north.virsh("pool-list", "--all", "--name").must().strip());
    }

    /** What the host's kernel has, and what uses it there. */
    private static String devices(SanHost host) {
        return host.run("ls /sys/block /dev/mapper /sys/block/*/holders").must();
    }

    @Test
    @Order(4)
    void a_number_that_the_array_gave_to_another_lun_is_refused() {
        String volume = Lun.REUSED.adopt();
        String before = one.domain().xml().toString();
        array.hide(target, Lun.REUSED.number);
        array.show(target, Lun.REUSED.number, array.disk(SIZE), Lun.STRANGER.naa(), Lun.STRANGER.name());

        String why = refused("openstack", "server", "add", "volume", one.server(), volume);
        assertTrue(
                why.contains("is not LUN naa." + Lun.REUSED.naa() + " any more")
                        && why.contains("naa." + Lun.STRANGER.naa() + " answers there"),
                why);
        assertEquals(before, one.domain().xml().toString());
        stock.awaitVolume(volume, "available");
    }

    @Test
    @Order(5)
    void guests_on_two_hosts_fence_each_other() {
        for (Node node : List.of(one, two)) {
            add(node, shared);
            Element disk = node.domain().disk(shared).orElseThrow();
            assertIsLun(disk, Lun.SHARED);
            assertEquals(
                    "yes",
                    disk.child("source")
                            .flatMap(source -> source.child("reservations"))
                            .orElseThrow()
                            .value("managed"));
        }
        one.persist("-o -G -S " + FIRST_KEY).must();
        one.persist("-o -R -T 5 -K " + FIRST_KEY).must();
        one.write().must();
        two.mustNotWrite();
        two.persist("-o -G -S " + SECOND_KEY).must();
        two.write().must();

        one.persist("-o -P -T 5 -K " + FIRST_KEY + " -S " + SECOND_KEY).must();
        two.mustNotWrite();
        one.write().must();
        String keys = two.persist("-i -k").must();
        assertTrue(keys.contains(FIRST_KEY) && !keys.contains(SECOND_KEY), keys);
    }

    @Test
    @Order(6)
    void a_second_server_of_a_host_does_not_get_a_shared_lun() {
        String why = refused("openstack", "--os-compute-api-version", "2.60", "server", "add", "volume", three, shared);
        assertTrue(why.contains("reach the array as one initiator") && why.contains(one.server()), why);
        assertTrue(domain(north, three).disk(shared).isEmpty());
    }

    @Test
    @Order(7)
    void a_server_whose_registrations_would_not_move_with_it_stays() {
        remove(two, shared);
        Waiting.untilTrue(
                "the LUN to leave one guest",
                SOON,
                () -> two.domain().disk(shared).isEmpty());
        Command.Result refused = client("nova", "live-migration", one.server());
        assertTrue(refused.err().contains("409") && refused.err().contains("--drop-registrations"), refused.toString());
        one.persist("-o -C -K " + FIRST_KEY).must();
        remove(one, shared);
        stock.awaitVolume(shared, "available");
        assertEquals("north", place(one.server()));
    }

    @Test
    @Order(8)
    void a_guest_goes_to_the_other_host_while_it_reads_and_writes_its_luns() {
        add(one, data);
        String disk = one.disk(Lun.DATA);
        String before = one.guest().run("sg_inq " + disk).must();
        one.guest()
                .run("echo lunette-was-here | dd of=" + disk + " bs=512 count=1 conv=sync oflag=direct")
                .must();
        one.guest()
                .run("(i=0; while :; do dd if=/dev/zero of=" + disk
                        + " bs=4096 seek=16 count=16 oflag=direct && i=$((i+1)) && echo $i > /tmp/rounds || "
                        + "touch /tmp/broken; done) >/dev/null 2>&1 &")
                .must();

        String said = client("openstack", "server", "migrate", "--live-migration", "--wait", one.server())
                .must();

        assertTrue(said.contains("Complete"), said);
        assertEquals("south", place(one.server()));
        assertFalse(north.virsh("list", "--all", "--name").must().contains(one.server()));
        one = new Node(one.server(), south, made(Guest.after(south, one.server())));
        assertIsLun(one.domain().disk(data).orElseThrow(), Lun.DATA);
        assertEquals(before, one.guest().run("sg_inq " + disk).must());
        String rounds = one.guest().run("cat /tmp/rounds").must();
        Waiting.untilTrue(
                "I/O to go on",
                SOON,
                () -> !one.guest().run("cat /tmp/rounds").must().equals(rounds));
        assertNotEquals(0, one.guest().run("ls /tmp/broken").status(), "a write failed");
        assertTrue(one.guest()
                .run("dd if=" + disk + " bs=512 count=1 iflag=direct 2>/dev/null")
                .must()
                .contains("lunette-was-here"));
    }

    @Test
    @Order(9)
    void a_host_that_loses_its_power_holds_up_no_other() {
        north.close();
        add(one, shared);
        assertEquals("SHARED", one.guest().diskWith(Lun.SHARED.naa()).serial());
        Waiting.untilTrue(
                "the loss to be seen",
                SOON,
                () -> api.get("/v1/hosts/north").at("/host/state").asText().equals("down"));
        remove(one, shared);
        stock.awaitVolume(shared, "available");
        assertEquals(
                "UNKNOWN",
                api.get("/compute/v2.1/servers/" + three)
                        .at("/server/host_status")
                        .asText());
        String explained = client(LUNETTE, "host", "explain", "--flavor", api.flavor("tiny"), "--volume", shared)
                .must();
        assertTrue(explained.contains("Host north cannot be reached"), explained);
    }
}

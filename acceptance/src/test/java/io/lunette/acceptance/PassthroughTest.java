package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The main job on real parts, by the hands of stock clients and in the words of the guest: boot from a LUN, attach one
 * to a server that has virtio-scsi, attach one to a server that has only lsilogic. The tests build on each other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PassthroughTest {
    private static final Duration SERVER = Duration.ofMinutes(1);

    private static Lab lab;
    private static String first;
    private static String second;
    private static String root;
    private static String data;
    private static Guest guest;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        Stock stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest", Lab.guestImage(), List.of());
        stock.image("guest-lsi", Lab.guestImage(), List.of("hw_scsi_model=lsilogic"));
    }

    @AfterAll
    static void stop() {
        if (guest != null) {
            guest.close();
        }
        lab.close();
    }

    @Test
    @Order(1)
    void a_server_boots_from_a_passthrough_lun_and_its_guest_sees_the_array() {
        Stock stock = new Stock(lab);
        root = stock.volume("root", "--image", "guest", "--size", "1", "--property", "hw_scsi_model=virtio-scsi");
        lab.client(
                        "nova",
                        "boot",
                        "--flavor",
                        "tiny",
                        "--nic",
                        "none",
                        "--block-device",
                        "id=" + root + ",source=volume,dest=volume,bus=scsi,type=lun,bootindex=0",
                        "one")
                .must();
        first = stock.awaitServer("one", "ACTIVE", SERVER);

        Domain domain = Domain.live(first);
        assertEquals(List.of("0:virtio-scsi"), domain.scsiControllers());
        assertEquals("lun", domain.disk(root).orElseThrow().value("device"));
        assertEquals("0:0:0:0", domain.address(root));

        guest = Guest.of(lab, first);
        assertGuestSees(guest, root, "virtio_scsi");
    }

    @Test
    @Order(2)
    void a_second_lun_is_attached_while_it_runs() {
        Stock stock = new Stock(lab);
        data = stock.volume("data", "--size", "1", "--property", "hw_scsi_model=virtio-scsi");
        lab.client("nova", "volume-attach", first, data).must();
        stock.awaitVolume(data, "in-use");

        for (Domain domain : List.of(Domain.live(first), Domain.persistent(first))) {
            assertEquals(List.of("0:virtio-scsi"), domain.scsiControllers());
            assertEquals("lun", domain.disk(data).orElseThrow().value("device"));
            assertEquals("0:0:1:0", domain.address(data));
        }
        assertGuestSees(guest, data, "virtio_scsi");
    }

    @Test
    @Order(3)
    void a_key_that_the_guest_registers_is_what_the_target_reports() {
        Guest.Disk disk = guest.diskWith(Array.naa(lab, data));
        assertEquals(List.of(), Array.registeredKeys(lab, data, first));
        guest.run("sg_persist --out --register --param-sark=0x1234abcd /dev/" + disk.name())
                .must();
        assertEquals(List.of("0x000000001234abcd"), Array.registeredKeys(lab, data, first));
        guest.run("sg_persist --out --register --param-rk=0x1234abcd --param-sark=0 /dev/" + disk.name())
                .must();
        assertEquals(List.of(), Array.registeredKeys(lab, data, first));
    }

    @Test
    @Order(4)
    void what_the_guest_writes_is_in_the_lun() throws IOException {
        Guest.Disk disk = guest.diskWith(Array.naa(lab, data));
        guest.run("echo written in the guest | dd of=/dev/" + disk.name()
                        + " bs=512 seek=2048 count=1 conv=sync,fsync 2>/dev/null")
                .must();
        assertEquals("written in the guest\n", bytesAt(data, 2048L * 512, 21));
        String read = guest.run(
                        "dd if=/dev/" + disk.name() + " bs=512 skip=2048 count=1 iflag=direct 2>/dev/null | head -n 1")
                .must();
        assertEquals("written in the guest\n", read);
    }

    private static String bytesAt(String volume, long offset, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(lab.lunFile(volume).toFile(), "r")) {
            byte[] bytes = new byte[length];
            file.seek(offset);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    @Order(5)
    void another_initiator_does_not_see_the_lun() {
        Command.Result list = Command.run(
                "iscsi-ls", "-i", "iqn.2026-11.org.example:stranger", "-s", "iscsi://127.0.0.1:" + Lab.PORTAL_PORT);
        assertFalse(list.out().contains(data), list.toString());
        assertFalse(list.out().contains(root), list.toString());
    }

    @Test
    @Order(6)
    void a_volume_in_use_is_refused_to_a_second_server_and_its_holder_is_named() {
        String before = Command.run("virsh", "dumpxml", first).must();
        Command.Result refused = lab.client("nova", "volume-attach", first, data);
        assertNotEquals(0, refused.status());
        assertTrue(refused.err().contains(first), refused.toString());
        assertEquals(before, Command.run("virsh", "dumpxml", first).must());
    }

    @Test
    @Order(7)
    void detaching_takes_it_from_the_guest_and_from_both_definitions() {
        String naa = Array.naa(lab, data);
        lab.client("nova", "volume-detach", first, data).must();
        new Stock(lab).awaitVolume(data, "available");
        assertTrue(Domain.live(first).disk(data).isEmpty());
        assertTrue(Domain.persistent(first).disk(data).isEmpty());
        assertEquals(List.of("0:virtio-scsi"), Domain.live(first).scsiControllers());
        guest.awaitGone(naa);
        assertEquals(List.of(), Array.exposedTo(lab, data));
    }

    @Test
    @Order(8)
    void a_server_with_only_lsilogic_gets_a_virtio_scsi_controller_first() {
        Stock stock = new Stock(lab);
        lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest-lsi", "two")
                .must();
        second = stock.awaitServer("two", "ACTIVE", SERVER);
        assertEquals(List.of("0:lsilogic"), Domain.live(second).scsiControllers());
        try (Guest two = Guest.of(lab, second)) {
            lab.client("openstack", "server", "add", "volume", second, data).must();
            stock.awaitVolume(data, "in-use");
            for (Domain domain : List.of(Domain.live(second), Domain.persistent(second))) {
                assertEquals(List.of("0:lsilogic", "1:virtio-scsi"), domain.scsiControllers());
                assertEquals("lun", domain.disk(data).orElseThrow().value("device"));
                assertEquals("1:0:0:0", domain.address(data));
            }
            assertGuestSees(two, data, "virtio_scsi");
        }
    }

    @Test
    @Order(9)
    void detaching_the_last_lun_takes_the_controller_away_again() {
        String naa = Array.naa(lab, data);
        lab.client("openstack", "server", "remove", "volume", second, data).must();
        new Stock(lab).awaitVolume(data, "available");
        try (Guest two = Guest.of(lab, second)) {
            two.awaitGone(naa);
        }
        Waiting.untilTrue(
                "the controller to go",
                Duration.ofSeconds(30),
                () -> Domain.live(second).scsiControllers().equals(List.of("0:lsilogic")));
        assertEquals(List.of("0:lsilogic"), Domain.persistent(second).scsiControllers());
        assertTrue(Domain.live(second).disk(data).isEmpty());
    }

    @Test
    @Order(10)
    void a_target_that_hangs_fails_the_attach_in_the_probe_and_nothing_changes() {
        String before = Command.run("virsh", "dumpxml", second).must();
        Command.run("kill", "-STOP", Long.toString(lab.target().pid())).must();
        Command.Result refused;
        try {
            refused = lab.client("openstack", "server", "add", "volume", second, data);
        } finally {
            Command.run("kill", "-CONT", Long.toString(lab.target().pid())).must();
        }
        assertNotEquals(0, refused.status());
        new Stock(lab).awaitVolume(data, "available");
        assertEquals(before, Command.run("virsh", "dumpxml", second).must());
    }

    @Test
    @Order(11)
    void what_qemu_refuses_after_the_controller_went_on_is_undone_on_a_booted_guest() {
        String before = Command.run("virsh", "dumpxml", second).must();
        String definition =
                Command.run("virsh", "dumpxml", "--inactive", second).must();
        try (TakenNodeNames taken = TakenNodeNames.of(second)) {
            Command.Result refused = lab.client("openstack", "server", "add", "volume", taken.domain(), data);
            assertNotEquals(0, refused.status(), refused.toString());
            assertTrue(refused.err().contains("node-name"), refused.toString());
        }
        new Stock(lab).awaitVolume(data, "available");
        Waiting.untilTrue(
                "the controller to be taken back",
                Duration.ofSeconds(30),
                () -> Domain.live(second).scsiControllers().equals(List.of("0:lsilogic")));
        assertEquals(
                definition,
                Command.run("virsh", "dumpxml", "--inactive", second).must());
        assertEquals(before, Command.run("virsh", "dumpxml", second).must());
        assertEquals(List.of(), Array.exposedTo(lab, data));
    }

    @Test
    @Order(12)
    void stopping_and_starting_keeps_the_luns_where_they_were() {
        Stock stock = new Stock(lab);
        lab.client("openstack", "server", "stop", first).must();
        stock.awaitServer("one", "SHUTOFF", Duration.ofSeconds(90));
        lab.client("openstack", "server", "start", first).must();
        stock.awaitServer("one", "ACTIVE", SERVER);
        assertEquals("0:0:0:0", Domain.live(first).address(root));
        guest.close();
        guest = Guest.of(lab, first);
        assertGuestSees(guest, root, "virtio_scsi");
    }

    @Test
    @Order(13)
    void reboots_of_either_kind_keep_controllers_and_addresses() {
        Stock stock = new Stock(lab);
        List<String> controllers = Domain.live(first).scsiControllers();
        for (String kind : List.of("--soft", "--hard")) {
            long before = guest.boots();
            lab.client("openstack", "server", "reboot", kind, first).must();
            if (kind.equals("--soft")) {
                Waiting.untilTrue("the guest to boot again", SERVER, () -> guest.boots() > before);
            }
            stock.awaitServer("one", "ACTIVE", SERVER);
            guest.close();
            guest = Guest.of(lab, first);
            for (Domain domain : List.of(Domain.live(first), Domain.persistent(first))) {
                assertEquals(controllers, domain.scsiControllers());
                assertEquals("0:0:0:0", domain.address(root));
            }
            assertGuestSees(guest, root, "virtio_scsi");
        }
    }

    @Test
    @Order(20)
    void deleting_leaves_nothing_behind() {
        lab.client("nova", "delete", "one", "two").must();
        Waiting.untilTrue("the domains to be gone", SERVER, () -> !Domain.exists(first) && !Domain.exists(second));
        Stock stock = new Stock(lab);
        stock.awaitVolume(root, "available");
        stock.awaitNoServer("one");
        lab.client("openstack", "volume", "delete", root, data).must();
        Waiting.untilTrue(
                "the LUNs to be gone",
                Duration.ofSeconds(20),
                () -> !Files.exists(lab.lunFile(root)) && !Files.exists(lab.lunFile(data)));
        assertEquals(List.of(), Array.targets(lab));
        assertFalse(Files.exists(lab.consoleLog(first)));
        assertEquals(
                "",
                Command.run("virsh", "vol-list", "lunette-acceptance")
                        .must()
                        .lines()
                        .skip(2)
                        .filter(line -> !line.isBlank())
                        .reduce("", String::concat));
    }

    private static void assertGuestSees(Guest guest, String volume, String driver) {
        Array.Given given = Array.given(lab, volume);
        Guest.Disk seen = guest.diskWith(given.naa());
        assertEquals(given.vendor(), seen.vendor());
        assertEquals(given.product(), seen.product());
        assertEquals(given.serial(), seen.serial());
        assertEquals(driver, seen.driver());
    }
}

package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Disks of every kind in one boot request, made with their server on real parts. The tests build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BlockDevicesTest {
    private static final Duration SERVER = Duration.ofMinutes(2);

    private static Lab lab;
    private static String server;
    private static String root;
    private static String data;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        Stock stock = new Stock(lab);
        flavor("roomy", 256);
        // More memory than any machine has: QEMU refuses to start, after everything else was made.
        flavor("impossible", 30_000_000);
        stock.image("guest", Lab.guestImage(), List.of());
    }

    private static void flavor(String name, int ramMiB) {
        lab.client(
                        "openstack",
                        "flavor",
                        "create",
                        "--ram",
                        "" + ramMiB,
                        "--disk",
                        "0",
                        "--ephemeral",
                        "1",
                        "--swap",
                        "32",
                        name)
                .must();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** Names the host, so that it is QEMU which refuses what does not fit. */
    private static Command.Result boot(String flavor, String name, String... devices) {
        String zone = "nova:"
                + lab.client("openstack", "hypervisor", "list", "-f", "value", "-c", "Hypervisor Hostname")
                        .must()
                        .strip();
        List<String> command = new ArrayList<>(
                List.of("nova", "boot", "--flavor", flavor, "--nic", "none", "--availability-zone", zone));
        Stream.of(devices).forEach(device -> command.addAll(List.of("--block-device", device)));
        command.add(name);
        return lab.client(command.toArray(String[]::new));
    }

    private static String imageId() {
        return lab.client("openstack", "image", "show", "-f", "value", "-c", "id", "guest")
                .must()
                .strip();
    }

    private static List<String> volumes() {
        return lab.client("openstack", "volume", "list", "-f", "value", "-c", "ID")
                .must()
                .lines()
                .toList();
    }

    private static String volumeAt(String device) {
        return lab.client("nova", "volume-attachments", server)
                .must()
                .lines()
                .filter(line -> line.contains(" " + device + " "))
                .map(line -> line.split("\\|", -1)[3].strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void volumes_of_an_image_and_empty_ones_become_luns_beside_cdroms_and_disks_of_the_host() {
        String image = imageId();
        boot(
                        "roomy",
                        "one",
                        "source=image,id=" + image
                                + ",dest=volume,size=1,bus=scsi,type=lun,bootindex=0,tag=root,shutdown=remove",
                        "source=blank,dest=volume,size=1,bus=scsi,type=lun,tag=data",
                        "source=image,id=" + image + ",dest=volume,size=1,type=cdrom,bootindex=1,shutdown=remove",
                        "source=image,id=" + image + ",dest=volume,size=1,type=cdrom,bus=scsi,shutdown=remove")
                .must();
        server = new Stock(lab).awaitServer("one", "ACTIVE", SERVER);
        root = volumeAt("/dev/sda");
        data = volumeAt("/dev/sdc");

        Domain domain = Domain.live(server);
        assertEquals(List.of("0:virtio-scsi", "1:lsilogic"), domain.scsiControllers());
        assertEquals("0:0:0:0", domain.address(root));
        assertEquals("0:0:1:0", domain.address(data));
        assertEquals("lun", domain.disk(data).orElseThrow().value("device"));
        String cd = volumeAt("/dev/sdb");
        assertEquals("cdrom", domain.disk(cd).orElseThrow().value("device"));
        assertEquals(
                "2",
                domain.disk(cd)
                        .flatMap(disk -> disk.child("boot"))
                        .orElseThrow()
                        .value("order"));
        assertTrue(Command.run("virsh", "dumpxml", server).must().contains("tag=\"data\""));
    }

    @Test
    @Order(2)
    void the_guest_finds_them_formatted_and_as_what_they_are() {
        try (Guest guest = Guest.of(lab, server)) {
            assertEquals("LUNETTE", guest.diskWith(Array.naa(lab, root)).vendor());
            assertEquals("LUNETTE", guest.diskWith(Array.naa(lab, data)).vendor());
            String label = guest.run("dd if=/dev/vda bs=1 skip=1144 count=16 2>/dev/null | tr -d '\\0'")
                    .must();
            assertEquals("ephemeral0", label.strip());
            String swaps = guest.run("swapon /dev/vdb && cat /proc/swaps").must();
            assertTrue(swaps.contains("/dev/vdb") && swaps.contains("32764"), swaps);
            String devices =
                    guest.run("for sg in /dev/sg*; do sg_inq $sg; done").must();
            assertTrue(devices.contains("QEMU CD-ROM"), devices);
        }
    }

    @Test
    @Order(3)
    void a_boot_that_qemu_refuses_leaves_nothing_of_what_was_made_for_it() {
        List<String> before = volumes();
        List<String> targets = Array.targets(lab);
        boot(
                        "impossible",
                        "two",
                        "source=image,id=" + imageId() + ",dest=volume,size=1,bus=scsi,type=lun,bootindex=0",
                        "source=blank,dest=volume,size=1")
                .must();
        Waiting.untilTrue(
                "the boot to fail",
                SERVER,
                () -> lab.client("openstack", "server", "show", "-f", "value", "-c", "status", "two")
                        .must()
                        .strip()
                        .equals("ERROR"));
        assertEquals(before, volumes());
        assertEquals(targets, Array.targets(lab));
        String id = lab.client("openstack", "server", "show", "-f", "value", "-c", "id", "two")
                .must()
                .strip();
        for (String disk : List.of(".eph0", ".swap")) {
            assertTrue(Files.notExists(lab.consoleLog(id).resolveSibling(id + disk)), disk);
        }
        lab.client("openstack", "server", "delete", "two").must();
    }

    @Test
    @Order(4)
    void what_was_to_go_with_the_server_goes_and_the_rest_is_available_again() {
        lab.client("openstack", "server", "delete", "one").must();
        Waiting.untilTrue("the domain to be gone", SERVER, () -> !Domain.exists(server));
        Stock stock = new Stock(lab);
        stock.awaitNoServer("one");
        stock.awaitVolume(data, "available");
        Waiting.untilTrue(
                "the other volumes to be gone", SERVER, () -> volumes().equals(List.of(data)));
        for (String disk : List.of(".eph0", ".swap")) {
            assertTrue(Files.notExists(lab.consoleLog(server).resolveSibling(server + disk)), disk);
        }
    }
}

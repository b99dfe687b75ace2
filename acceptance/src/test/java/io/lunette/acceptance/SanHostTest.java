package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.array.TgtArray;
import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a host with a SAN does with LUNs that two portals show, asked of libvirt itself: what the tests of Lunette on such
 * hosts stand on. The tests build on each other.
 */
@Tag("san")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SanHostTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String BOOT = "6" + "1".repeat(31);
    private static final String DATA = "6" + "2".repeat(31);
    private static final int PORT = 27000;

    private static SanNetwork network;
    private static TgtArray array;
    private static SanHost north;
    private static Guest guest;

    @BeforeAll
    static void start() {
        Path image = Lab.guestImage();
        network = SanNetwork.start();
        List<Portal> portals = network.addresses().stream()
                .map(address -> new Portal(address, PORT))
                .toList();
        array = TgtArray.start(70, portals);
        Iqn target = array.target("iqn.2026-11.org.example:san.array");
        array.show(target, 1, array.disk(ByteCount.ofMiB(64), image), BOOT, "BOOT1");
        array.show(target, 2, array.disk(ByteCount.ofMiB(64)), DATA, "DATA2");
        array.letIn(target, Iqn.parse("iqn.2026-11.org.example:north").get());
        north = network.host("north", portals.stream().map(Portal::toString).toList());
        north.await();
    }

    @AfterAll
    static void stop() {
        if (guest != null) {
            guest.close();
        }
        if (network != null) {
            network.close();
        }
        if (array != null) {
            array.close();
        }
    }

    private static void awaitPaths(String wwid, long paths) {
        Waiting.untilTrue(paths + " paths to " + wwid, SOON, () -> north.activePaths(wwid) == paths);
    }

    private static String disk(String wwid, String target, int unit, String more) {
        return """
                <disk type='block' device='lun'>
                  <driver name='qemu' type='raw' cache='none'/>
                  <source dev='/dev/mapper/3%s'><reservations managed='yes'/></source>
                  <target dev='%s' bus='scsi'/>%s
                  <address type='drive' controller='0' bus='0' target='%d' unit='0'/>
                </disk>
                """.formatted(wwid, target, more, unit);
    }

    private static String domain() {
        return """
                <domain type='qemu'>
                  <name>guest</name><memory unit='MiB'>256</memory><vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='q35'>hvm</type></os>
                  <features><acpi/></features>
                  <devices>
                    <controller type='usb' model='none'/><memballoon model='none'/>
                    <controller type='scsi' index='0' model='virtio-scsi'/>
                    %s
                    <serial type='pty'><log file='/var/lib/libvirt/images/guest.log'/></serial>
                  </devices>
                </domain>
                """.formatted(disk(BOOT, "sda", 0, "<boot order='1'/>"));
    }

    private static String file(String name, String content) {
        try {
            return Files.writeString(network.folder().resolve(name), content).toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    @Order(1)
    void a_lun_of_two_portals_is_one_device_that_is_named_by_its_wwid() {
        awaitPaths(BOOT, 2);
        awaitPaths(DATA, 2);
        north.virsh("pool-create-as", "mpath", "mpath", "--target", "/dev/mapper")
                .must();
        String listed = north.virsh("vol-list", "mpath").must();
        assertTrue(listed.contains("/dev/mapper/3" + BOOT), listed);
        assertTrue(listed.contains("/dev/mapper/3" + DATA), listed);
    }

    @Test
    @Order(2)
    void a_guest_boots_from_one_and_sees_another_as_it_is() {
        north.virsh("define", file("guest.xml", domain())).must();
        north.virsh("start", "guest").must();
        guest = Guest.of(north, "guest");
        assertEquals("BOOT1", guest.diskWith(BOOT).serial());
        north.virsh("attach-device", "guest", file("data.xml", disk(DATA, "sdb", 1, "")), "--live")
                .must();
        Guest.Disk data = guest.diskWith(DATA);
        assertEquals("SOMEBODY", data.vendor());
        assertEquals("ARRAY DISK", data.product());
        assertEquals("DATA2", data.serial());
        guest.run("sg_persist -o -G -S 0xabc1 /dev/" + data.name()).must();
        assertTrue(guest.run("sg_persist -i -k /dev/" + data.name()).must().contains("0xabc1"));
        guest.run("sg_persist -o -C -K 0xabc1 /dev/" + data.name()).must();
    }

    @Test
    @Order(3)
    void a_path_that_is_cut_is_passed_by_and_comes_back() {
        String cut = network.addresses().getFirst();
        String disk = "/dev/" + guest.diskWith(DATA).name();
        guest.run("dmesg -c > /dev/null").must();
        north.cutPath(cut);
        List<Guest.Answer> failed = new ArrayList<>();
        Waiting.untilTrue("the guest to write again", SOON, () -> {
            Guest.Answer wrote = guest.run("echo hello | dd of=" + disk + " bs=512 count=1 conv=sync,fsync");
            if (wrote.status() != 0) {
                failed.add(wrote);
            }
            return wrote.status() == 0;
        });
        awaitPaths(DATA, 1);
        // Before 10.1 QEMU passes the lost path's error on; it is the guest that asks again.
        System.out.println("What a guest saw of a path that was cut: " + failed.size() + " failed writes " + failed
                + "; its kernel: " + guest.run("dmesg").text());
        north.restorePath(cut);
        awaitPaths(DATA, 2);
        guest.run("dd if=" + disk + " of=/dev/null bs=1M count=8 iflag=direct").must();
    }

    @Test
    @Order(4)
    void it_is_reached_by_ssh_by_those_who_know_its_key() {
        String uri = north.sshUri() + "&no_tty=1";
        assertTrue(Command.run(Map.of("PATH", "/nowhere:" + System.getenv("PATH")), List.of("virsh", "-c", uri, "uri"))
                .err()
                .contains("Host key verification failed"));
        assertTrue(Command.run(
                        Map.of("PATH", network.ssh() + ":" + System.getenv("PATH")), List.of("virsh", "-c", uri, "uri"))
                .must()
                .contains("qemu"));
    }
}

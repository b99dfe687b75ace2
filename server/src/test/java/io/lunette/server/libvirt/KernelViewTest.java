package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.Xml;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.Wwid;
import io.lunette.server.libvirt.MultipathMaps.MultipathMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By which device a LUN is given to servers, told from node devices as libvirt 9.0 shows them on a SAN host. */
class KernelViewTest {
    private static final Wwid WWID =
            Wwid.parse("naa.600a0b80000f1d2a0000000000000001").get();
    private static final String NAME = "3600a0b80000f1d2a0000000000000001";
    private static final long BYTES = 268435456;

    private static String device(String name, int adapter, String serial, String... links) {
        StringBuilder nodes = new StringBuilder();
        for (String link : links) {
            nodes.append("<devnode type='link'>").append(link).append("</devnode>");
        }
        return """
                <device><name>block_%1$s_%3$s</name>
                  <path>/sys/devices/platform/host%2$d/session1/target%2$d:0:0/%2$d:0:0:1/block/%1$s</path>
                  <devnode type='dev'>/dev/%1$s</devnode>%4$s<parent>scsi_%2$d_0_0_1</parent>
                  <capability type='storage'><block>/dev/%1$s</block><bus>scsi</bus><drive_type>disk</drive_type>
                    <model>SANLUN</model><vendor>EXAMPLE </vendor><serial>%3$s</serial><size>%5$d</size>
                    <logical_block_size>512</logical_block_size><num_blocks>524288</num_blocks></capability></device>
                """.formatted(name, adapter, serial, nodes, BYTES);
    }

    private static Optional<ScsiDisk> read(String xml) {
        return ScsiDisk.read(Xml.parse(xml));
    }

    private static HostLun lun(Map<String, MultipathMap> maps, String... devices) {
        List<ScsiDisk> disks = new ArrayList<>();
        for (String device : devices) {
            disks.add(read(device).orElseThrow());
        }
        return new KernelView(disks, maps).lun(WWID).orElseThrow();
    }

    private static Map<String, MultipathMap> map(String name, long bytes) {
        return Map.of(name, new MultipathMap("dm-2", "/dev/mapper/" + name, bytes));
    }

    private static Optional<Connection.Block> block(String device) {
        return Optional.of(new Connection.Block(device));
    }

    @Test
    void a_node_device_is_read() {
        ScsiDisk disk = read(device("sda", 3, NAME, "/dev/disk/by-id/wwn-0x600a0b80000f1d2a0000000000000001"))
                .orElseThrow();
        assertEquals("sda", disk.name());
        assertEquals(3, disk.adapter());
        assertEquals(WWID, disk.wwid());
        assertEquals("EXAMPLE", disk.identity().vendor());
        assertEquals(BYTES, disk.identity().size().bytes());
    }

    @Test
    void what_is_no_scsi_disk_or_does_not_say_which_one_is_left_out() {
        assertEquals(Optional.empty(), read(device("sda", 0, "SEXAMPLE_1")));
        assertEquals(Optional.empty(), read(device("sda", 0, "")));
        assertEquals(Optional.empty(), read(device("sda", 0, NAME).replace("<drive_type>disk", "<drive_type>cdrom")));
        assertEquals(
                Optional.empty(),
                read("<device><name>block_vda</name><path>/sys/devices/virtio0/block/vda</path>"
                        + "<capability type='storage'><block>/dev/vda</block><drive_type>disk</drive_type>"
                        + "</capability></device>"));
        assertEquals(Optional.empty(), read("<device><name>computer</name></device>"));
    }

    @Test
    void several_paths_are_used_by_their_multipath_map_alone() {
        HostLun lun = lun(map(NAME, BYTES), device("sda", 0, NAME), device("sde", 1, NAME));
        assertEquals(block("/dev/mapper/" + NAME), lun.device());
        assertEquals(2, lun.paths());
        HostLun unmapped = lun(Map.of(), device("sda", 0, NAME), device("sde", 1, NAME));
        assertEquals(Optional.empty(), unmapped.device());
        assertTrue(unmapped.problem().orElseThrow().contains("2 paths to it (sda, sde) and no multipath map"));
    }

    @Test
    void one_path_without_a_map_is_used_by_a_name_that_stays_with_the_lun() {
        String byId = "/dev/disk/by-id/scsi-" + NAME;
        assertEquals(
                block(byId),
                lun(Map.of(), device("sda", 0, NAME, "/dev/disk/by-path/x-lun-1", byId))
                        .device());
        String byWwn = "/dev/disk/by-id/wwn-0x600a0b80000f1d2a0000000000000001";
        assertEquals(block(byWwn), lun(Map.of(), device("sda", 0, NAME, byWwn)).device());
        assertEquals(
                Optional.empty(),
                lun(Map.of(), device("sda", 0, NAME, "/dev/disk/by-path/x-lun-1"))
                        .device());
    }

    @Test
    void a_path_is_not_used_past_maps_that_nobody_can_tell_apart() {
        HostLun lun = lun(map("mpatha", BYTES), device("sda", 0, NAME, "/dev/disk/by-id/scsi-" + NAME));
        assertEquals(Optional.empty(), lun.device());
        assertTrue(lun.problem().orElseThrow().contains("user_friendly_names"), lun.toString());
    }

    @Test
    void a_map_that_has_another_size_than_its_paths_is_not_used() {
        HostLun lun = lun(map(NAME, BYTES / 2), device("sda", 0, NAME));
        assertEquals(Optional.empty(), lun.device());
        assertTrue(lun.problem().orElseThrow().contains("multipathd resize map " + NAME), lun.toString());
    }

    @Test
    void the_names_of_the_kernels_tools_are_read_back() {
        for (String text :
                List.of("naa.600a0b80000f1d2a0000000000000001", "eui.0025385a71b01234", "t10.4c554e45545445202d2d")) {
            Wwid wwid = Wwid.parse(text).get();
            assertEquals(Optional.of(wwid), Wwid.ofKernelName(wwid.kernelName()), text);
        }
        assertEquals(Optional.empty(), Wwid.ofKernelName("mpatha"));
        assertEquals(Optional.empty(), Wwid.ofKernelName("3"));
    }
}

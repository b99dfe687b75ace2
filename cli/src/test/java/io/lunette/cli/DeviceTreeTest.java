package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class DeviceTreeTest {
    private static final String DEVICES = """
            {"scope": "live", "pci": {"kind": "pcie-root-ports", "total": 8, "free": 7},
             "controllers": [
              {"index": 0, "model": "lsilogic", "owner": "other", "leaving": false, "iothread": null, "queues": null,
               "addresses": [
                {"controller": 0, "bus": 0, "target": 0, "unit": 0, "disk":
                  {"name": "sda", "bus": "scsi", "device": "cdrom", "shareable": false, "size_gib": null, "wwid": null,
                   "volume": null}},
                {"controller": 0, "bus": 0, "target": 0, "unit": 1, "disk": null}]},
              {"index": 1, "model": "virtio-scsi", "owner": "lunette", "leaving": false, "iothread": 1001, "queues": 2,
               "addresses": [
                {"controller": 1, "bus": 0, "target": 10, "unit": 0, "disk":
                  {"name": "sdb", "bus": "scsi", "device": "lun", "shareable": true, "size_gib": 100,
                   "wwid": "naa.6001405", "volume": {"id": "v-1", "name": "data"}}}]},
              {"index": 2, "model": "virtio-scsi", "owner": "lunette", "leaving": true, "iothread": null, "queues": null,
               "addresses": []}],
             "disks": [
              {"name": "vda", "bus": "virtio", "device": "disk", "shareable": false, "size_gib": 1, "wwid": "naa.2",
               "volume": {"id": "v-2", "name": ""}}]}
            """;

    private static String drawn(String devices, boolean boxes) throws JsonProcessingException {
        return new DeviceTree(Wire.JSON.readTree(devices), new Terminal(boxes, false)).toString();
    }

    @Test
    void controllers_carry_what_is_on_them_and_other_buses_follow() throws JsonProcessingException {
        assertEquals("""
                SCSI, as it runs
                ├─ controller 0: lsilogic, not Lunette's
                │  ├─ 0:0:0:0   sda  cdrom    -        -            -
                │  └─ 0:0:0:1   -    no disk
                ├─ controller 1: virtio-scsi, Lunette's, queues 2, iothread 1001
                │  └─ 1:0:10:0  sdb  lun      100 GiB  naa.6001405  data (v-1)  shareable
                └─ controller 2: virtio-scsi, Lunette's, leaving: takes no new LUN, empty
                Other buses
                └─ virtio    vda  disk     1 GiB    naa.2        v-2
                PCI: 7 of 8 pcie-root-ports are free
                """, drawn(DEVICES, true));
    }

    @Test
    void a_terminal_without_boxes_gets_ascii() throws JsonProcessingException {
        String drawn = drawn(DEVICES, false);
        assertEquals(-1, drawn.chars().filter(c -> c > 127).findFirst().orElse(-1));
        assertEquals("|  `- 1:0:10:0", drawn.lines().toList().get(5).substring(0, 14));
    }

    @Test
    void a_server_without_any_controller_says_so() throws JsonProcessingException {
        assertEquals("SCSI, as it is defined: no controller\nPCI: 0 of 0 pcie-root-ports are free\n", drawn("""
                        {"scope": "persistent", "controllers": [], "disks": [],
                         "pci": {"kind": "pcie-root-ports", "total": 0, "free": 0}}
                        """, true));
    }
}

package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeviceHoldersTest {
    @Test
    void a_disk_has_partitions_and_a_map_has_neighbours() {
        assertTrue(DeviceHolders.isPartition("sda1", "sda"));
        assertTrue(DeviceHolders.isPartition("nvme0n1p2", "nvme0n1"));
        assertFalse(DeviceHolders.isPartition("sdaa", "sda"));
        assertFalse(DeviceHolders.isPartition("sda", "sda"));
        assertFalse(DeviceHolders.isPartition("dm-20", "dm-2"), "it is another map");
    }
}

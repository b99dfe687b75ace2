package io.lunette.server.libvirt;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Multipath maps as a host's sysfs tells of them (Linux, Documentation/ABI/testing/sysfs-block-dm), by their names. No map is
 * opened: one that has no path left and queues keeps every reader waiting, and with it the thread of libvirt that reads. A
 * multipath pool of libvirt opens them all.
 */
record MultipathMaps(HostConnection connection) {
    private static final String BLOCK_DEVICES = "/sys/class/block/";
    private static final int SECTOR = 512;

    /**
     * A map of the device mapper that is a multipath one.
     *
     * @param kernelName dm-4
     */
    record MultipathMap(String kernelName, String path, long bytes) {}

    /** Those of the host. */
    Map<String, MultipathMap> all() throws LibvirtError {
        return read(HostPools.names(connection, "/sys/class/block"));
    }

    /** Those of which at least one of these disks is a path. */
    Map<String, MultipathMap> over(List<String> disks) throws LibvirtError {
        Set<String> holders = new TreeSet<>();
        for (String disk : disks) {
            holders.addAll(HostPools.names(connection, BLOCK_DEVICES + disk + "/holders"));
        }
        return read(holders);
    }

    private Map<String, MultipathMap> read(Collection<String> devices) throws LibvirtError {
        Map<String, MultipathMap> maps = new HashMap<>();
        for (String device : devices) {
            Map<String, String> about = device.startsWith("dm-")
                    ? HostPools.lines(connection, BLOCK_DEVICES + device + "/dm", Set.of("uuid", "name"))
                    : Map.of();
            if (about.getOrDefault("uuid", "").startsWith("mpath-") && about.containsKey("name")) {
                String name = about.get("name");
                maps.put(name, new MultipathMap(device, "/dev/mapper/" + name, bytes(device)));
            }
        }
        return maps;
    }

    /** Nothing of one that has gone meanwhile. */
    private long bytes(String device) throws LibvirtError {
        return HostPools.text(connection, BLOCK_DEVICES + device, "size")
                .map(sectors -> Long.parseLong(sectors) * SECTOR)
                .orElse(0L);
    }
}

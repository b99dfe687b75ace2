package io.lunette.server.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What of a host is built on one of its block devices, as sysfs tells it, read by libvirt's own pools. That a file system
 * of the device is mounted is not among it: no call of libvirt's tells that.
 */
final class DeviceHolders {
    private static final String BLOCK_DEVICES = "/sys/class/block";

    private DeviceHolders() {}

    /** For people: {@code LVM volume vg-root}. Partitions and multipath maps alone hold nothing; what is built on them does. */
    static List<String> of(HostConnection connection, String device) throws LibvirtError {
        List<String> holders = new ArrayList<>();
        collect(connection, device, HostPools.names(connection, BLOCK_DEVICES), holders);
        return holders;
    }

    private static void collect(HostConnection connection, String device, List<String> devices, List<String> holders)
            throws LibvirtError {
        for (String holder : HostPools.names(connection, BLOCK_DEVICES + "/" + device + "/holders")) {
            String map = BLOCK_DEVICES + "/" + holder + "/dm";
            String kind = HostPools.text(connection, map, "uuid").orElse("");
            if (kind.startsWith("part") || kind.startsWith("mpath-")) {
                collect(connection, holder, devices, holders);
            } else {
                holders.add(word(kind) + " "
                        + HostPools.text(connection, map, "name").orElse(holder));
            }
        }
        for (String partition : devices) {
            if (isPartition(partition, device)) {
                collect(connection, partition, List.of(), holders);
            }
        }
    }

    /** By the kernel's names. A map of the device mapper has none: what looks so is another map, as dm-20 beside dm-2. */
    static boolean isPartition(String name, String device) {
        return !device.startsWith("dm-") && name.matches(Pattern.quote(device) + "p?[0-9]+");
    }

    /** The device mapper's UUIDs begin with who made the map. */
    private static String word(String uuid) {
        if (uuid.startsWith("LVM-")) {
            return "LVM volume";
        }
        return uuid.startsWith("CRYPT-") ? "dm-crypt map" : "device";
    }
}

package io.lunette.port;

import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import java.util.Set;
import java.util.UUID;

/**
 * What a host offers, as asked of its libvirt.
 *
 * @param uuid the machine's own, the same whatever the host is called here
 * @param virtType {@code kvm} where it was seen to run a guest no slower than emulation does, else {@code qemu}
 * @param machine the machine type by its canonical name, {@code pc-q35-7.2} and not {@code q35}
 * @param scsiModels the controller models that its QEMU can make
 * @param poolPath the folder of Lunette's pool on that host, without a slash at its end; it exists
 */
public record HostCapabilities(
        UUID uuid,
        String hostname,
        String libvirtVersion,
        String qemuVersion,
        String virtType,
        String emulator,
        String architecture,
        String machine,
        int cpus,
        long memoryMiB,
        Set<ScsiModel> scsiModels,
        String poolPath) {
    public HostCapabilities {
        scsiModels = Set.copyOf(scsiModels);
    }

    /**
     * Where a server's serial console is logged on that host: the {@code file} of the {@code <log>} in its domain's
     * {@code <serial>}. {@link Hypervisor#console} reads it there.
     */
    public String consoleLogPath(ServerId server) {
        return poolPath + "/" + consoleLogName(server);
    }

    /** The name of that log in the pool. */
    public static String consoleLogName(ServerId server) {
        return server + ".console.log";
    }
}

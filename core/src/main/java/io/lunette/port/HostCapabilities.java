package io.lunette.port;

import io.lunette.model.ScsiModel;
import java.util.Set;

/**
 * What a host offers, as asked of its libvirt.
 *
 * @param virtType {@code kvm} where it was seen to run a guest, else {@code qemu}
 * @param scsiModels the controller models that its QEMU can make
 */
public record HostCapabilities(
        String hostname,
        String libvirtVersion,
        String qemuVersion,
        String virtType,
        String emulator,
        String architecture,
        String machine,
        int cpus,
        long memoryMiB,
        Set<ScsiModel> scsiModels) {
    public HostCapabilities {
        scsiModels = Set.copyOf(scsiModels);
    }
}

package io.lunette.plan;

import io.lunette.model.HostName;
import io.lunette.model.ScsiModel;
import io.lunette.port.HostCapabilities;
import java.util.Set;

/**
 * What of a host decides about disks.
 *
 * @param host its name, for telling people
 * @param machine the machine type of its servers: {@code pc-q35-7.2}, {@code pc}
 * @param scsiModels the controller models that it can make
 */
public record HostOffer(String host, String machine, Set<ScsiModel> scsiModels) {
    public HostOffer {
        scsiModels = Set.copyOf(scsiModels);
    }

    public static HostOffer of(HostName host, HostCapabilities capabilities) {
        return new HostOffer(host.toString(), capabilities.machine(), capabilities.scsiModels());
    }

    /** A q35 board has SATA and no IDE; the older ones have it the other way round. */
    boolean isQ35() {
        return machine.contains("q35");
    }
}

package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The SCSI controller models that libvirt knows (schema domaincommon.rng), with what fits on one. Which of them a host
 * can give is asked of the host, see {@code HostCapabilities}.
 */
public enum ScsiModel {
    /** LSI 53C895A; the default. One target with units 0 to 6. */
    LSILOGIC("lsilogic", 1, 7),
    /** One LUN a target here, targets 0 to 255: one LUN a target keeps one LUN's reset from another's. */
    VIRTIO_SCSI("virtio-scsi", 256, 1),
    LSISAS1068("lsisas1068", 8, 1),
    LSISAS1078("lsisas1078", 64, 1),
    VMPVSCSI("vmpvscsi", 64, 1),
    BUSLOGIC("buslogic", 1, 7),
    IBMVSCSI("ibmvscsi", 1, 7),
    NCR53C90("ncr53c90", 1, 7),
    AM53C974("am53c974", 1, 7),
    DC390("dc390", 1, 7),
    VIRTIO_TRANSITIONAL("virtio-transitional", 256, 1),
    VIRTIO_NON_TRANSITIONAL("virtio-non-transitional", 256, 1);

    private final String libvirtName;
    private final int targets;
    private final int units;

    ScsiModel(String libvirtName, int targets, int units) {
        this.libvirtName = libvirtName;
        this.targets = targets;
        this.units = units;
    }

    /** Reads the value of {@code hw_scsi_model}: a libvirt model name, or {@code lsi}, which means lsilogic. */
    public static Parsed<ScsiModel> parse(String raw) {
        if (raw.equals("lsi")) {
            return Parsed.valid(LSILOGIC);
        }
        return Arrays.stream(values())
                .filter(model -> model.libvirtName.equals(raw))
                .findFirst()
                .<Parsed<ScsiModel>>map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid("'" + Shown.text(raw) + "' is not a SCSI controller model; known are "
                        + "lsi, "
                        + Arrays.stream(values()).map(m -> m.libvirtName).collect(Collectors.joining(", "))));
    }

    /** The name in libvirt's {@code <controller model=...>}. */
    public String libvirtName() {
        return libvirtName;
    }

    /** Whether it is one of the virtio-scsi family, which iothreads and queues are for. */
    public boolean isVirtio() {
        return switch (this) {
            case VIRTIO_SCSI, VIRTIO_TRANSITIONAL, VIRTIO_NON_TRANSITIONAL -> true;
            default -> false;
        };
    }

    /** Whether it is a PCI Express device, which goes into a port; the others are conventional and need a slot. */
    public boolean isExpress() {
        return this == VIRTIO_SCSI || this == VIRTIO_NON_TRANSITIONAL;
    }

    /** How many targets one controller has, counted from 0. */
    public int targets() {
        return targets;
    }

    /** How many units one target has, counted from 0. */
    public int units() {
        return units;
    }

    /** Whether a controller of this model has such a place. */
    public boolean has(ScsiAddress address) {
        return address.bus() == 0
                && 0 <= address.target()
                && address.target() < targets
                && 0 <= address.unit()
                && address.unit() < units;
    }

    @Override
    public String toString() {
        return libvirtName;
    }
}

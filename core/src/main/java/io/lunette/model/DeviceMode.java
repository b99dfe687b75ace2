package io.lunette.model;

/** What the guest gets of a volume: libvirt's {@code <disk device='lun'>} or {@code device='disk'}. */
public enum DeviceMode {
    LUN("lun"),
    DISK("disk");

    private final String wire;

    DeviceMode(String wire) {
        this.wire = wire;
    }

    /** The word in libvirt's XML and in the Compute API. */
    public String wire() {
        return wire;
    }
}

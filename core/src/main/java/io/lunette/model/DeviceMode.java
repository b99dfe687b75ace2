package io.lunette.model;

/** What the guest gets: libvirt's {@code <disk device='lun'>}, or a device that QEMU emulates on top of the source. */
public enum DeviceMode {
    LUN("lun"),
    DISK("disk"),
    CDROM("cdrom"),
    FLOPPY("floppy");

    private final String wire;

    DeviceMode(String wire) {
        this.wire = wire;
    }

    /** The word in libvirt's XML and in the Compute API. */
    public String wire() {
        return wire;
    }
}

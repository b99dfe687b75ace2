package io.lunette.model;

import java.util.Optional;
import java.util.UUID;

/**
 * One entry of a boot request's block device mapping, version 2, as parsed: every field is well formed by itself;
 * whether the fields fit each other and the world is the boot planner's to say.
 *
 * @param volumeSizeGiB size of the volume to make, or of the local disk
 * @param bootIndex negative values arrive here as empty: never booted from
 */
public record BlockDeviceMapping(
        Source source,
        Destination destination,
        Optional<UUID> uuid,
        Optional<DiskBus> bus,
        Optional<DeviceType> deviceType,
        Optional<Integer> bootIndex,
        Optional<Long> volumeSizeGiB,
        Optional<String> volumeType,
        Optional<String> deviceName,
        Optional<String> guestFormat,
        Optional<String> tag,
        boolean deleteOnTermination) {

    public enum Source {
        IMAGE,
        VOLUME,
        SNAPSHOT,
        BLANK
    }

    public enum Destination {
        LOCAL,
        VOLUME
    }

    public enum DiskBus {
        SCSI,
        VIRTIO,
        SATA,
        IDE,
        USB,
        FDC
    }

    public enum DeviceType {
        DISK,
        LUN,
        CDROM,
        FLOPPY
    }
}

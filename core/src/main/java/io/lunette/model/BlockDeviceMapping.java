package io.lunette.model;

import java.util.Optional;
import java.util.UUID;

/**
 * One entry of a boot request's block device mapping as parsed, whichever version it came in: every field is well formed by
 * itself; whether the fields fit each other and the world is the boot planner's to say.
 *
 * @param entry where it stands in the request, for telling people: {@code block_device_mapping_v2[0]}
 * @param volumeSize size of the volume to make or of the local disk in GiB; of a swap disk in MiB, as in Nova
 * @param bootIndex negative values arrive here as empty: never booted from
 */
public record BlockDeviceMapping(
        String entry,
        Source source,
        Destination destination,
        Optional<UUID> uuid,
        Optional<DiskBus> bus,
        Optional<DeviceType> deviceType,
        Optional<Integer> bootIndex,
        Optional<Long> volumeSize,
        Optional<String> volumeType,
        Optional<String> deviceName,
        Optional<String> guestFormat,
        Optional<String> tag,
        boolean deleteOnTermination) {

    private static final String SWAP = "swap";

    /** A disk on the host, for the guest to swap on. */
    public boolean isSwap() {
        return isLocalBlank() && guestFormat.equals(Optional.of(SWAP));
    }

    /** An empty disk on the host, with a file system. */
    public boolean isEphemeral() {
        return isLocalBlank() && !isSwap();
    }

    private boolean isLocalBlank() {
        return source == Source.BLANK && destination == Destination.LOCAL;
    }

    /** Whether a volume is to be made for it. */
    public boolean makesVolume() {
        return destination == Destination.VOLUME && source != Source.VOLUME;
    }

    public BlockDeviceMapping withVolumeSize(long size) {
        return new BlockDeviceMapping(
                entry,
                source,
                destination,
                uuid,
                bus,
                deviceType,
                bootIndex,
                Optional.of(size),
                volumeType,
                deviceName,
                guestFormat,
                tag,
                deleteOnTermination);
    }

    /** The same with a device type where it says none. */
    public BlockDeviceMapping orDeviceType(DeviceType usual) {
        return new BlockDeviceMapping(
                entry,
                source,
                destination,
                uuid,
                bus,
                deviceType.or(() -> Optional.of(usual)),
                bootIndex,
                volumeSize,
                volumeType,
                deviceName,
                guestFormat,
                tag,
                deleteOnTermination);
    }

    /** One of its fields as the request names it. */
    public String field(String name) {
        return entry + "." + name;
    }

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

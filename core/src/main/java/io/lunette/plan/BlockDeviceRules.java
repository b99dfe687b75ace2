package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.ImageId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the fields of one entry of a block device mapping must be to each other (nova, block_device.py and compute/api.py,
 * _validate_bdm). A refusal names the field, says why, and what to send instead.
 *
 * @param image the server's own image
 */
record BlockDeviceRules(Optional<ImageId> image) {

    Outcome<BlockDeviceMapping> check(BlockDeviceMapping entry) {
        return source(entry)
                .then(BlockDeviceRules::destination)
                .then(this::localImage)
                .then(BlockDeviceRules::volumeType)
                .then(BlockDeviceRules::size)
                .then(BlockDeviceRules::device);
    }

    private static Outcome<BlockDeviceMapping> source(BlockDeviceMapping entry) {
        if (entry.source() == Source.BLANK && entry.uuid().isPresent()) {
            return refused(
                    entry,
                    "uuid",
                    "source_type is blank, which it also is where it is left out, and an empty disk is made of nothing",
                    "Leave the uuid out, or say what it is of: source_type=volume, image or snapshot");
        }
        if (entry.source() != Source.BLANK && entry.uuid().isEmpty()) {
            return refused(
                    entry,
                    "uuid",
                    "it is missing, and source_type=" + word(entry.source()) + " says that there is one",
                    "Give the uuid of the " + word(entry.source()));
        }
        return Outcome.done(entry);
    }

    private static Outcome<BlockDeviceMapping> destination(BlockDeviceMapping entry) {
        if (entry.source() == Source.SNAPSHOT) {
            return refused(
                    entry,
                    "uuid",
                    "failed to get snapshot " + entry.uuid().orElseThrow()
                            + ", since there are no snapshots of volumes here",
                    "Use source_type=volume or image");
        }
        return entry.source() == Source.VOLUME && entry.destination() == Destination.LOCAL
                ? refused(
                        entry,
                        "destination_type",
                        "a volume cannot become a disk on the host",
                        "Use destination_type=volume")
                : Outcome.done(entry);
    }

    private Outcome<BlockDeviceMapping> localImage(BlockDeviceMapping entry) {
        if (entry.source() != Source.IMAGE || entry.destination() != Destination.LOCAL) {
            return Outcome.done(entry);
        }
        UUID uuid = entry.uuid().orElseThrow();
        if (!image.map(ImageId::value).equals(Optional.of(uuid))) {
            return refused(
                    entry,
                    "uuid",
                    "only the server's own image (imageRef) can become a disk on the host",
                    "Use destination_type=volume with a volume_size, or imageRef " + uuid);
        }
        return entry.bootIndex().equals(Optional.of(0))
                ? Outcome.done(entry)
                : refused(
                        entry,
                        "boot_index",
                        "the disk of the server's own image is the one to boot from",
                        "Use boot_index 0, or destination_type=volume with a volume_size");
    }

    private static Outcome<BlockDeviceMapping> volumeType(BlockDeviceMapping entry) {
        return entry.volumeType().isPresent() && !entry.makesVolume()
                ? refused(
                        entry,
                        "volume_type",
                        "it says of which type a volume is to be made, and this entry makes none",
                        "Leave volume_type out")
                : Outcome.done(entry);
    }

    private static Outcome<BlockDeviceMapping> size(BlockDeviceMapping entry) {
        return entry.makesVolume() && entry.volumeSize().isEmpty()
                ? refused(
                        entry,
                        "volume_size",
                        "a volume is to be made (source " + word(entry.source())
                                + ", destination volume), and its size is missing",
                        "Give volume_size in GiB")
                : Outcome.done(entry);
    }

    private static Outcome<BlockDeviceMapping> device(BlockDeviceMapping entry) {
        if (entry.destination() == Destination.LOCAL && entry.deviceType().equals(Optional.of(DeviceType.LUN))) {
            return refused(
                    entry,
                    "device_type",
                    "a LUN is a volume on a storage array, and a disk on the host is not",
                    "Use destination_type=volume");
        }
        return entry.source() == Source.BLANK
                        && entry.deviceType()
                                .filter(BlockDeviceRules::isReadOnly)
                                .isPresent()
                ? refused(
                        entry,
                        "device_type",
                        "an empty " + word(entry.deviceType().orElseThrow()) + " holds nothing to read",
                        "Use device_type=disk, or source_type=volume or image")
                : Outcome.done(entry);
    }

    private static boolean isReadOnly(DeviceType type) {
        return type == DeviceType.CDROM;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <T> Outcome<T> refused(BlockDeviceMapping entry, String field, String problem, String advice) {
        return Outcome.failed(new PlanFailure.BadMapping(entry.field(field), problem, advice));
    }
}

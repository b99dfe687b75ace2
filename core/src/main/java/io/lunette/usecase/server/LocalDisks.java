package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSource.OfImage.Format;
import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.ByteCount;
import io.lunette.model.GuestFormat;
import io.lunette.model.Image;
import io.lunette.model.Server;
import io.lunette.plan.BootWish.BlankDisk;
import io.lunette.plan.BootWish.ImageDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.DiskChoice;
import io.lunette.plan.LifePlanner;
import io.lunette.usecase.server.WishedDisks.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Disks in the host's pool: of the server's image, empty with a file system, or for swapping.
 *
 * @param formats what empty disks can be formatted as here
 */
record LocalDisks(Supplier<Set<GuestFormat>> formats) {
    private static final String OS_TYPE = "os_type";

    Outcome<? extends WishedDisk> disk(Setting setting, BlockDeviceMapping entry, int ephemerals) {
        if (entry.source() == Source.IMAGE) {
            return imageDisk(setting, entry, setting.image().orElseThrow());
        }
        Server server = setting.server();
        return entry.isSwap()
                ? blankDisk(
                        setting,
                        entry,
                        GuestFormat.SWAP,
                        new Place(LifePlanner.swapDiskName(server), DiskSpec.SWAP_ALIAS, "swap"),
                        ByteCount.ofMiB(entry.volumeSize().orElseThrow()))
                : format(setting, entry)
                        .then(format -> blankDisk(
                                setting,
                                entry,
                                format,
                                new Place(
                                        LifePlanner.ephemeralDiskName(server, ephemerals),
                                        DiskSpec.ephemeralAlias(ephemerals),
                                        "ephemeral" + ephemerals),
                                ByteCount.ofGiB(entry.volumeSize().orElseThrow())));
    }

    private static Outcome<ImageDisk> imageDisk(Setting setting, BlockDeviceMapping entry, Image image) {
        return setting.decision(image.isIso() ? entry.orDeviceType(DeviceType.CDROM) : entry, Optional.empty())
                .decide()
                .map(choice -> new ImageDisk(
                        image.id(),
                        new DiskSource.OfImage(LifePlanner.rootDiskName(setting.server()), BootImage.format(image)),
                        image.diskFormat().orElse("raw"),
                        BootImage.diskBytes(image, setting.server().flavor()),
                        choice,
                        entry.bootIndex(),
                        entry.deviceName(),
                        entry.tag()));
    }

    /** What a disk is called in the pool, in the domain and in the guest. */
    private record Place(String diskName, String alias, String label) {}

    private static Outcome<BlankDisk> blankDisk(
            Setting setting, BlockDeviceMapping entry, GuestFormat format, Place place, ByteCount size) {
        return setting.decision(entry, Optional.empty())
                .decide()
                .map(choice -> blankDisk(entry, format, place, size, choice));
    }

    private static BlankDisk blankDisk(
            BlockDeviceMapping entry, GuestFormat format, Place place, ByteCount size, DiskChoice choice) {
        return new BlankDisk(
                new DiskSource.OfBlank(place.diskName(), format == GuestFormat.SWAP ? Format.RAW : Format.QCOW2),
                place.alias(),
                format,
                place.label(),
                size.bytes(),
                choice,
                entry.bootIndex(),
                entry.deviceName(),
                entry.tag());
    }

    private Outcome<GuestFormat> format(Setting setting, BlockDeviceMapping entry) {
        return entry.guestFormat()
                .map(raw -> GuestFormat.parse(raw).orFail(problem -> bad(entry, problem)))
                .orElseGet(() -> Outcome.done(usual(setting.imageProperties())))
                .then(format -> formats.get().contains(format)
                        ? Outcome.done(format)
                        : Outcome.failed(bad(
                                entry,
                                "this controller has no mkfs." + format.word() + " to make " + format.word()
                                        + " with")));
    }

    /** As in Nova: what the image's system reads. */
    private static GuestFormat usual(Map<String, String> imageProperties) {
        return "windows".equals(imageProperties.get(OS_TYPE)) ? GuestFormat.NTFS : GuestFormat.EXT4;
    }

    private PlanFailure bad(BlockDeviceMapping entry, String problem) {
        return new PlanFailure.BadMapping(
                entry.field("guest_format"),
                problem,
                "Use one of "
                        + formats.get().stream().sorted().map(GuestFormat::word).collect(Collectors.joining(", ")));
    }
}

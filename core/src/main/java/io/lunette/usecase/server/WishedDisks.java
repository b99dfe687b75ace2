package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSource;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.BootWish.ImageDisk;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.DiskChoice;
import io.lunette.plan.DiskDecision;
import io.lunette.plan.LifePlanner;
import io.lunette.port.HostCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns the entries of a block device mapping into disks, by looking up what they name. */
record WishedDisks(ServerAccess access, Attachments attachments) {

    Outcome<List<WishedDisk>> of(
            Caller caller,
            Server server,
            Optional<Image> image,
            List<BlockDeviceMapping> entries,
            HostCapabilities host) {
        List<WishedDisk> disks = new ArrayList<>();
        for (BlockDeviceMapping entry : entries) {
            Outcome<WishedDisk> disk = disk(caller, server, image, entry, host);
            if (disk instanceof Outcome.Failed<WishedDisk> refused) {
                return refused.as();
            }
            disks.add(disk.get());
        }
        return Outcome.done(disks);
    }

    private Outcome<WishedDisk> disk(
            Caller caller, Server server, Optional<Image> image, BlockDeviceMapping entry, HostCapabilities host) {
        if (entry.deviceType().filter(WishedDisks::isRemovable).isPresent()) {
            return refused(entry, "a " + word(entry.deviceType().get()) + " is not made of a volume or image here");
        }
        if (entry.source() == Source.VOLUME) {
            return volumeDisk(caller, server, image, entry, host);
        }
        if (entry.source() == Source.IMAGE && entry.destination() == Destination.LOCAL && image.isPresent()) {
            return imageDisk(server, image.get(), entry, host);
        }
        return refused(
                entry,
                "a disk from '" + word(entry.source()) + "' to '" + word(entry.destination()) + "' is not offered");
    }

    private static boolean isRemovable(DeviceType type) {
        return type == DeviceType.CDROM || type == DeviceType.FLOPPY;
    }

    private Outcome<WishedDisk> volumeDisk(
            Caller caller, Server server, Optional<Image> image, BlockDeviceMapping entry, HostCapabilities host) {
        VolumeId id = new VolumeId(entry.uuid().orElseThrow());
        return found(caller, id)
                .then(attachments::free)
                .then(volume -> bootable(volume, entry))
                .then(volume -> choice(server, Optional.of(volume), image, entry, host)
                        .map(choice -> new VolumeDisk(
                                volume,
                                choice,
                                entry.bootIndex(),
                                entry.deviceName(),
                                entry.tag(),
                                entry.deleteOnTermination())));
    }

    private Outcome<Volume> found(Caller caller, VolumeId id) {
        return access.volume(caller, id) instanceof Outcome.Done<Volume> done
                ? done
                : Outcome.failed(new ServerFailure.BlockDeviceNotFound(id.toString()));
    }

    private static Outcome<Volume> bootable(Volume volume, BlockDeviceMapping entry) {
        return volume.bootable() || !entry.bootIndex().equals(Optional.of(0))
                ? Outcome.done(volume)
                : Outcome.failed(new VolumeFailure.NotBootable(volume.id().toString()));
    }

    private static Outcome<WishedDisk> imageDisk(
            Server server, Image image, BlockDeviceMapping entry, HostCapabilities host) {
        if (entry.deviceType().equals(Optional.of(DeviceType.LUN))) {
            return refused(entry, "a LUN is a volume on a storage array, and an image is not");
        }
        return choice(server, Optional.empty(), Optional.of(image), entry, host)
                .map(choice -> new ImageDisk(
                        image.id(),
                        new DiskSource.OfImage(LifePlanner.rootDiskName(server), BootImage.format(image)),
                        image.diskFormat().orElse("raw"),
                        BootImage.diskBytes(image, server.flavor()),
                        choice,
                        entry.bootIndex(),
                        entry.deviceName()));
    }

    private static Outcome<DiskChoice> choice(
            Server server,
            Optional<Volume> volume,
            Optional<Image> image,
            BlockDeviceMapping entry,
            HostCapabilities host) {
        return new DiskDecision(
                        entry.bus(),
                        entry.deviceType(),
                        volume,
                        image.map(Image::properties).orElse(Map.of()),
                        host.scsiModels(),
                        server.host().toString())
                .decide();
    }

    private static <T> Outcome<T> refused(BlockDeviceMapping entry, String problem) {
        return Outcome.failed(new PlanFailure.BadMapping(
                entry.uuid().map(uuid -> "entry " + uuid).orElse("an entry"),
                problem,
                "Make a volume first and use source_type=volume"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

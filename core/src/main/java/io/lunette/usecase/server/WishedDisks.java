package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.DiskDecision;
import io.lunette.plan.HostOffer;
import io.lunette.plan.PropertySource;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the entries of a block device mapping into disks, by looking up what they name. */
record WishedDisks(ServerAccess access, Attachments attachments, NewVolumes newVolumes, LocalDisks localDisks) {

    /** For whom and where disks are wished. */
    record Setting(Caller caller, Server server, Optional<Image> image, HostOffer host) {
        Map<String, String> imageProperties() {
            return image.map(Image::properties).orElse(Map.of());
        }

        /** What decides about a disk that is yet to be made. */
        DiskDecision decision(BlockDeviceMapping entry, Optional<Image> source) {
            return decision(
                    entry,
                    entry.entry() + " (" + thing(entry) + ")",
                    PropertySource.ofNew(
                            source.map(Image::id), source.map(Image::properties).orElse(Map.of()), imageProperties()));
        }

        private static String thing(BlockDeviceMapping entry) {
            return entry.makesVolume() ? "a volume to be made" : "a disk on the host";
        }

        DiskDecision decision(BlockDeviceMapping entry, Volume volume) {
            return decision(entry, "Volume " + volume.id(), PropertySource.ofVolume(volume, imageProperties()));
        }

        private DiskDecision decision(BlockDeviceMapping entry, String disk, List<PropertySource> sources) {
            return new DiskDecision(
                    entry.entry(), disk, entry.bus(), entry.deviceType(), entry.deviceName(), sources, host);
        }
    }

    Outcome<List<WishedDisk>> of(Setting setting, List<BlockDeviceMapping> entries) {
        List<WishedDisk> disks = new ArrayList<>();
        int ephemerals = 0;
        for (BlockDeviceMapping entry : entries) {
            Outcome<? extends WishedDisk> disk = disk(setting, entry, ephemerals);
            if (disk instanceof Outcome.Failed<? extends WishedDisk> refused) {
                return refused.as();
            }
            ephemerals += entry.isEphemeral() ? 1 : 0;
            disks.add(disk.get());
        }
        return Outcome.done(disks);
    }

    private Outcome<? extends WishedDisk> disk(Setting setting, BlockDeviceMapping entry, int ephemerals) {
        if (entry.source() == Source.VOLUME) {
            return volumeDisk(setting, entry);
        }
        return entry.makesVolume() ? newVolumes.disk(setting, entry) : localDisks.disk(setting, entry, ephemerals);
    }

    private Outcome<VolumeDisk> volumeDisk(Setting setting, BlockDeviceMapping entry) {
        VolumeId id = new VolumeId(entry.uuid().orElseThrow());
        return found(setting.caller(), entry, id)
                .then(new ClusterBonds(access.store())::unbound)
                .then(attachments::free)
                .then(volume -> bootable(volume, entry))
                .then(volume -> setting.decision(entry, volume)
                        .decide()
                        .map(choice -> new VolumeDisk(
                                volume,
                                choice,
                                entry.bootIndex(),
                                entry.deviceName(),
                                entry.tag(),
                                entry.deleteOnTermination())));
    }

    private Outcome<Volume> found(Caller caller, BlockDeviceMapping entry, VolumeId id) {
        return access.volume(caller, id) instanceof Outcome.Done<Volume> done
                ? done
                : Outcome.failed(new PlanFailure.SourceNotFound(entry.field("uuid"), "volume", id.toString()));
    }

    private static Outcome<Volume> bootable(Volume volume, BlockDeviceMapping entry) {
        return volume.bootable() || !entry.bootIndex().equals(Optional.of(0))
                ? Outcome.done(volume)
                : Outcome.failed(new VolumeFailure.NotBootable(volume.id().toString()));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Caller;
import io.lunette.model.DeviceMode;
import io.lunette.model.Image;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ImageId;
import io.lunette.model.ScsiModel;
import io.lunette.model.Volume;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.DiskChoice;
import io.lunette.port.Images;
import io.lunette.usecase.server.WishedDisks.Setting;
import io.lunette.usecase.volume.CreateVolumeRequest;
import io.lunette.usecase.volume.ServersVolumes;
import java.util.Map;
import java.util.Optional;

/** Disks of volumes that are made with their server, from an image or empty. */
record NewVolumes(Images images, ServersVolumes volumes) {

    /** Its volume is prepared: not written, and without a LUN. */
    Outcome<VolumeDisk> disk(Setting setting, BlockDeviceMapping entry) {
        return bootable(entry)
                .then(fine -> source(setting.caller(), entry))
                .then(image -> setting.decision(entry, image)
                        .decide()
                        .then(choice ->
                                volume(setting, entry, image, choice).map(volume -> disk(entry, volume, choice))));
    }

    private static VolumeDisk disk(BlockDeviceMapping entry, Volume volume, DiskChoice choice) {
        return new VolumeDisk(
                volume, choice, entry.bootIndex(), entry.deviceName(), entry.tag(), entry.deleteOnTermination());
    }

    private static Outcome<BlockDeviceMapping> bootable(BlockDeviceMapping entry) {
        return entry.source() == Source.BLANK && entry.bootIndex().equals(Optional.of(0))
                ? Outcome.failed(new PlanFailure.BadMapping(
                        entry.field("boot_index"),
                        "a server cannot boot from an empty volume",
                        "Give the disk to boot from boot_index 0, and an empty one none"))
                : Outcome.done(entry);
    }

    private Outcome<Optional<Image>> source(Caller caller, BlockDeviceMapping entry) {
        return entry.source() == Source.BLANK
                ? Outcome.done(Optional.empty())
                : Outcome.of(
                                images.find(new ImageId(entry.uuid().orElseThrow()))
                                        .filter(image -> isVisible(caller, image)),
                                new PlanFailure.SourceNotFound(
                                        entry.field("uuid"),
                                        "image",
                                        entry.uuid().orElseThrow().toString()))
                        .map(Optional::of);
    }

    private static boolean isVisible(Caller caller, Image image) {
        return image.visibility() != Visibility.PRIVATE || caller.mayUse(image.project());
    }

    private Outcome<Volume> volume(
            Setting setting, BlockDeviceMapping entry, Optional<Image> image, DiskChoice choice) {
        Outcome<Volume> prepared = volumes.prepare(
                setting.caller(),
                new CreateVolumeRequest(
                        entry.volumeSize().orElseThrow(),
                        image.isPresent() ? "" : setting.server().id() + "-blank-vol",
                        "",
                        image.map(found -> found.id().toString()),
                        entry.volumeType(),
                        metadata(choice)));
        return prepared instanceof Outcome.Failed<Volume>(Failure failure)
                ? Outcome.failed(named(failure, entry))
                : prepared;
    }

    /** Made for passthrough, it stays so: also when it is added to another server later. */
    private static Map<String, String> metadata(DiskChoice choice) {
        return choice.mode() == DeviceMode.LUN
                ? Map.of(Volume.SCSI_MODEL, ScsiModel.VIRTIO_SCSI.libvirtName())
                : Map.of();
    }

    /** The same refusal, of the field that this request says it in. */
    private static Failure named(Failure failure, BlockDeviceMapping entry) {
        return switch (failure) {
            case VolumeFailure.TypeNotFound type -> inField("volume_type", type, entry);
            case ImageFailure.LargerThanVolume larger -> inField("volume_size", larger, entry);
            case ImageFailure.NotActive idle -> inField("uuid", idle, entry);
            default -> failure;
        };
    }

    private static Failure inField(String field, Failure failure, BlockDeviceMapping entry) {
        return new PlanFailure.BadMapping(
                entry.field(field), failure.what() + ", since " + failure.why(), failure.fix());
    }
}

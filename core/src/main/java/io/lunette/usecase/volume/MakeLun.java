package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.ByteCount;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Lun;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.ImageFiles;
import io.lunette.port.Images;
import io.lunette.port.LunSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the LUN of a volume that is {@code creating}, and ends with the volume {@code available} or in {@code error}.
 * Each of its steps may be repeated, so that a controller which was stopped in the middle just begins again.
 */
public final class MakeLun {
    private final VolumeRows rows;
    private final Images images;
    private final ImageFiles files;
    private final LunSource source;
    private final IdentifyLun identify;

    public MakeLun(VolumeRows rows, Images images, ImageFiles files, LunSource source, IdentifyLun identify) {
        this.rows = rows;
        this.images = images;
        this.files = files;
        this.source = source;
        this.identify = identify;
    }

    /** The volume, available; or why it is in error. */
    Outcome<Volume> make(VolumeId id) {
        return rows.change(id, MakeLun::begun).then(this::makeOrFail);
    }

    private static Outcome<Volume> begun(Volume volume) {
        return volume.sourceImage().isPresent() && volume.status() == VolumeStatus.CREATING
                ? VolumeStates.move(volume, VolumeStatus.DOWNLOADING, "made")
                : Outcome.done(volume);
    }

    private Outcome<Volume> makeOrFail(Volume volume) {
        try {
            return lun(volume)
                    .then(lun -> finished(volume, lun))
                    .ifFailed(failure -> failed(volume, failure.sentence()));
        } catch (RuntimeException bug) {
            failed(volume, "It could not be made: the controller had an internal error");
            throw bug;
        }
    }

    private Outcome<Lun> lun(Volume volume) {
        return content(volume)
                .then(content -> source.create(volume.id(), ByteCount.ofGiB(volume.sizeGiB()), content))
                .then(lun -> identify.identify(volume.id(), lun));
    }

    private Outcome<Optional<Path>> content(Volume volume) {
        return volume.sourceImage()
                .map(image -> image(image).then(this::raw).map(Optional::of))
                .orElse(Outcome.done(Optional.empty()));
    }

    private Outcome<Image> image(ImageId id) {
        return Outcome.of(images.find(id), new ImageFailure.NotFound(id.toString()));
    }

    private Outcome<Path> raw(Image image) {
        return files.raw(image.id(), image.diskFormat().orElse("raw"));
    }

    private Outcome<Volume> finished(Volume volume, Lun lun) {
        boolean bootable = volume.sourceImage().isPresent();
        return rows.change(
                volume.id(),
                now -> VolumeStates.move(now, VolumeStatus.AVAILABLE, "made")
                        .map(made -> made.withLun(lun).withBootable(bootable || now.bootable())));
    }

    /** Leaves no LUN behind: the row may be gone by now, and then nothing else would ever remove it. */
    private void failed(Volume volume, String reason) {
        Optional<Failure> left = source.delete(volume.id()).failureIfAny();
        String fault = left.map(more -> reason + ". Nor could its LUN be removed: " + more.sentence())
                .orElse(reason);
        Outcome<Volume> unused = rows.change(
                volume.id(),
                now -> VolumeStates.move(now, VolumeStatus.ERROR, "failed")
                        .map(broken -> broken.withFault(Optional.of(fault))));
    }
}

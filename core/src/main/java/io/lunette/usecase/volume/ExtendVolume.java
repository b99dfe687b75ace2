package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.LunSource;
import java.util.Optional;

/** Makes a volume larger. Done when it returns: growing a LUN writes no data. */
public final class ExtendVolume {
    private final VolumeRows rows;
    private final LunSource source;
    private final IdentifyLun identify;
    private final VolumeWork work;

    ExtendVolume(VolumeRows rows, LunSource source, IdentifyLun identify, VolumeWork work) {
        this.rows = rows;
        this.source = source;
        this.identify = identify;
        this.work = work;
    }

    public Outcome<Volume> extend(Caller caller, VolumeId id, long newSizeGiB) {
        return work.watched(() -> rows.change(caller, id, volume -> begun(volume, newSizeGiB)))
                .then(volume -> grown(volume, newSizeGiB));
    }

    private static Outcome<Volume> begun(Volume volume, long newSizeGiB) {
        if (volume.isAdopted()) {
            return Outcome.failed(new VolumeFailure.Adopted(
                    volume.id().toString(), "extended", "Let the array's administrator grow it there"));
        }
        return newSizeGiB <= volume.sizeGiB()
                ? Outcome.failed(new VolumeFailure.NotLarger(volume.id().toString(), newSizeGiB, volume.sizeGiB()))
                : VolumeStates.move(volume, VolumeStatus.EXTENDING, "extended");
    }

    private Outcome<Volume> grown(Volume volume, long newSizeGiB) {
        Outcome<Unit> grown = room(volume, newSizeGiB)
                .then(room -> identify.recognize(volume.id(), volume.lun().orElseThrow()))
                .then(same -> source.extend(volume.id(), ByteCount.ofGiB(newSizeGiB)));
        long size = grown.isDone() ? newSizeGiB : volume.sizeGiB();
        Optional<String> fault = grown.failureIfAny()
                .filter(StorageFailure.IdentityMismatch.class::isInstance)
                .map(Failure::sentence);
        Outcome<Volume> after = rows.change(
                volume.id(),
                now -> VolumeStates.move(now, VolumeStatus.AVAILABLE, "extended")
                        .map(back -> back.withSizeGiB(size).withFault(fault.or(back::fault))));
        return grown.then(done -> after);
    }

    private Outcome<ByteCount> room(Volume volume, long newSizeGiB) {
        ByteCount more = ByteCount.ofGiB(newSizeGiB - volume.sizeGiB());
        return source.room()
                .then(room -> room.compareTo(more) >= 0
                        ? Outcome.done(room)
                        : Outcome.failed(new StorageFailure.NoSpace(
                                "Volume " + volume.id() + " was not extended", more.bytes())));
    }
}

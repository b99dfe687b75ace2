package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.LunSource;
import java.util.Optional;

/** Makes a volume larger that no server has. Done when it returns: growing a LUN writes no data. */
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

    /** A volume on an adopted LUN, which its array grew before, gets the size that it has there. */
    public Outcome<Volume> extend(Caller caller, VolumeId id, long newSizeGiB) {
        return rows.find(caller, id)
                .then(volume -> volume.isAdopted()
                        ? takeOver(caller, volume, Optional.of(newSizeGiB))
                        : grow(caller, id, newSizeGiB));
    }

    /** Takes over the size that the volume's LUN has now. */
    public Outcome<Volume> refresh(Caller caller, VolumeId id) {
        return rows.find(caller, id).then(volume -> takeOver(caller, volume, Optional.empty()));
    }

    private Outcome<Volume> takeOver(Caller caller, Volume volume, Optional<Long> wantedGiB) {
        return extending(volume)
                .then(may -> identify.recognize(volume.id(), volume.lun().orElseThrow()))
                .then(lun -> takenOver(volume, lun.identity(), wantedGiB))
                .then(found ->
                        rows.change(caller, volume.id(), now -> extending(now).map(may -> now.sized(found))));
    }

    /** One that a server has is not for this class. */
    private static Outcome<Volume> extending(Volume volume) {
        return volume.status() == VolumeStatus.IN_USE
                ? Outcome.failed(new VolumeFailure.WrongState(
                        volume.id().toString(), "extended", volume.status().wire(), "'available'"))
                : VolumeStates.move(volume, VolumeStatus.EXTENDING, "extended");
    }

    /**
     * What a LUN says of itself, if that may be a volume's new size: {@code VolumeFailure.Shrunk} where it is smaller than it
     * was, {@code VolumeFailure.NotGrownByArray} where it is smaller than is wanted.
     */
    public static Outcome<LunIdentity> takenOver(Volume volume, LunIdentity found, Optional<Long> wantedGiB) {
        ByteCount known = volume.lun().map(Lun::identity).orElse(found).size();
        long foundGiB = found.size().ceilGiB();
        if (found.size().compareTo(known) < 0) {
            return Outcome.failed(new VolumeFailure.Shrunk(
                    volume.id().toString(), known.bytes(), found.size().bytes()));
        }
        if (wantedGiB.filter(wanted -> wanted < volume.sizeGiB()).isPresent()) {
            return Outcome.failed(
                    new VolumeFailure.NotLarger(volume.id().toString(), wantedGiB.get(), volume.sizeGiB()));
        }
        return wantedGiB.filter(wanted -> wanted > foundGiB).isPresent()
                ? Outcome.failed(new VolumeFailure.NotGrownByArray(volume.id().toString(), foundGiB, wantedGiB.get()))
                : Outcome.done(found);
    }

    private Outcome<Volume> grow(Caller caller, VolumeId id, long newSizeGiB) {
        return work.watched(() -> rows.change(
                        caller, id, volume -> larger(volume, newSizeGiB).then(ExtendVolume::extending)))
                .then(volume -> grown(volume, newSizeGiB));
    }

    /** Whether a volume may be made so large, and the storage has room for it. */
    public Outcome<Volume> mayGrow(Volume volume, long newSizeGiB) {
        return larger(volume, newSizeGiB).then(may -> room(volume, newSizeGiB).map(room -> volume));
    }

    private static Outcome<Volume> larger(Volume volume, long newSizeGiB) {
        return newSizeGiB <= volume.sizeGiB()
                ? Outcome.failed(new VolumeFailure.NotLarger(volume.id().toString(), newSizeGiB, volume.sizeGiB()))
                : Outcome.done(volume);
    }

    private Outcome<Volume> grown(Volume volume, long newSizeGiB) {
        Lun lun = volume.lun().orElseThrow();
        Outcome<Lun> grown = room(volume, newSizeGiB)
                .then(room -> identify.recognize(volume.id(), lun))
                .then(same -> source.extend(volume.id(), ByteCount.ofGiB(newSizeGiB)))
                .then(done -> identify.recognize(volume.id(), lun))
                .then(found -> agreed(volume, found, ByteCount.ofGiB(newSizeGiB)));
        Optional<String> fault = grown.failureIfAny()
                .filter(StorageFailure.IdentityMismatch.class::isInstance)
                .map(Failure::sentence);
        Outcome<Volume> after = rows.change(
                volume.id(),
                now -> VolumeStates.move(now, VolumeStatus.AVAILABLE, "extended")
                        .map(back -> switch (grown) {
                            case Outcome.Done<Lun>(Lun found) -> back.sized(found.identity());
                            case Outcome.Failed<Lun> failed -> back.withFault(fault.or(back::fault));
                        }));
        return grown.then(done -> after);
    }

    private static Outcome<Lun> agreed(Volume volume, Lun found, ByteCount wanted) {
        ByteCount size = found.identity().size();
        return size.equals(wanted)
                ? Outcome.done(found)
                : Outcome.failed(new StorageFailure.SizesDiffer(
                        volume.id().toString(), wanted.bytes(), "READ CAPACITY on its path", size.bytes()));
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

package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.Volumes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads and changes volumes' rows. A change is a decision about the row as it is: when another request changed the row
 * between reading and writing, the decision is made anew on what the row has become.
 */
public final class VolumeRows {
    private static final int TRIES = 20;

    private final Volumes volumes;
    private final InstantSource clock;

    public VolumeRows(Volumes volumes, InstantSource clock) {
        this.volumes = volumes;
        this.clock = clock;
    }

    /** The volume if there is one and it is the caller's to see; else {@code VolumeFailure.NotFound} in both cases. */
    public Outcome<Volume> find(Caller caller, VolumeId id) {
        Optional<Volume> found = volumes.find(id).filter(volume -> caller.mayUse(volume.project()));
        return Outcome.of(found, new VolumeFailure.NotFound(id.toString()));
    }

    /** Changes the caller's volume; gives the row as it is then. */
    public Outcome<Volume> change(Caller caller, VolumeId id, Function<Volume, Outcome<Volume>> decision) {
        return write(id, () -> find(caller, id), decision);
    }

    /** Changes a volume on Lunette's own account. */
    public Outcome<Volume> change(VolumeId id, Function<Volume, Outcome<Volume>> decision) {
        return write(id, () -> Outcome.of(volumes.find(id), new VolumeFailure.NotFound(id.toString())), decision);
    }

    private Outcome<Volume> write(
            VolumeId id, Supplier<Outcome<Volume>> read, Function<Volume, Outcome<Volume>> decision) {
        for (int tries = 0; tries < TRIES; tries++) {
            Outcome<Volume> decided = read.get().then(decision).map(volume -> volume.withUpdated(clock.instant()));
            if (!(decided instanceof Outcome.Done<Volume>(Volume changed))) {
                return decided;
            }
            if (volumes.update(changed)) {
                return Outcome.done(changed.withRevision(changed.revision() + 1));
            }
        }
        return Outcome.failed(new VolumeFailure.Changed(id.toString()));
    }
}

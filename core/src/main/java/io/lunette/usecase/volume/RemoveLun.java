package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.LunSource;
import io.lunette.port.Volumes;
import java.util.Optional;

/** Removes the LUN and the row of a volume that is {@code deleting}, or says in the row why it could not. */
record RemoveLun(Volumes volumes, VolumeRows rows, LunSource source) {

    /** Removes LUN and row; may be repeated. */
    Outcome<Unit> finish(VolumeId id) {
        return source.delete(id).ifDone(gone -> volumes.remove(id)).ifFailed(failure -> failed(id, failure));
    }

    private void failed(VolumeId id, Failure failure) {
        Outcome<Volume> unused = rows.change(
                id,
                now -> VolumeStates.move(now, VolumeStatus.ERROR_DELETING, "failed")
                        .map(broken -> broken.withFault(Optional.of(failure.sentence()))));
    }
}

package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Removes a volume with its LUN and data, in the background; a volume that a server has is refused. */
public final class DeleteVolume {
    private final StateStore store;
    private final VolumeRows rows;
    private final LunSource source;
    private final Executor background;

    public DeleteVolume(StateStore store, VolumeRows rows, LunSource source, Executor background) {
        this.store = store;
        this.rows = rows;
        this.source = source;
        this.background = background;
    }

    /** The volume, {@code deleting}. */
    public Outcome<Volume> delete(Caller caller, VolumeId id) {
        return rows.change(caller, id, this::unattached)
                .ifDone(volume -> background.execute(() -> finish(volume.id())));
    }

    private Outcome<Volume> unattached(Volume volume) {
        Optional<Attachment> attachment =
                store.attachments().ofVolume(volume.id()).stream().findFirst();
        return attachment
                .<Outcome<Volume>>map(held -> Outcome.failed(new VolumeFailure.AttachedByComputeAlone(
                        volume.id().toString(), held.server().toString())))
                .orElseGet(() -> VolumeStates.move(volume, VolumeStatus.DELETING, "deleted"));
    }

    /** Removes LUN and row; may be repeated. */
    void finish(VolumeId id) {
        source.delete(id).ifDone(gone -> store.volumes().remove(id)).ifFailed(failure -> failed(id, failure));
    }

    private void failed(VolumeId id, Failure failure) {
        Outcome<Volume> unused = rows.change(
                id,
                now -> VolumeStates.move(now, VolumeStatus.ERROR_DELETING, "failed")
                        .map(broken -> broken.withFault(Optional.of(failure.sentence()))));
    }
}

package io.lunette.usecase.volume;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.StateStore;
import java.util.Optional;

/** Forgets a volume whose LUN was adopted: the LUN stays on its array, with its data, as it was. */
public final class UnmanageVolume {
    private final StateStore store;
    private final VolumeRows rows;

    UnmanageVolume(StateStore store, VolumeRows rows) {
        this.store = store;
        this.rows = rows;
    }

    /** For administrators; refused while a server has the volume. */
    public Outcome<Unit> unmanage(Caller caller, VolumeId id) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("unmanage a volume"));
        }
        return store.atomically(() -> rows.find(caller, id)
                .then(new ClusterBonds(store)::unbound)
                .then(this::free)
                .map(volume -> {
                    store.volumes().remove(id);
                    return Unit.UNIT;
                }));
    }

    private Outcome<Volume> free(Volume volume) {
        if (!volume.isAdopted()) {
            return Outcome.failed(new VolumeFailure.NotAdopted(volume.id().toString()));
        }
        Optional<Attachment> held =
                store.attachments().ofVolume(volume.id()).stream().findFirst();
        return held.<Outcome<Volume>>map(attachment -> Outcome.failed(new VolumeFailure.AttachedByComputeAlone(
                        volume.id().toString(), attachment.server().toString())))
                .orElseGet(() -> VolumeStates.move(volume, VolumeStatus.DELETING, "unmanaged"));
    }
}

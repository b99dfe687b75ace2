package io.lunette.usecase.volume;

import static io.lunette.model.VolumeStatus.AVAILABLE;
import static io.lunette.model.VolumeStatus.CREATING;
import static io.lunette.model.VolumeStatus.DELETING;
import static io.lunette.model.VolumeStatus.DOWNLOADING;
import static io.lunette.model.VolumeStatus.EXTENDING;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.StateStore;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Removes a volume with its LUN and data, in the background; a volume that a server has is refused, and so is one whose
 * LUN was adopted: the data there is not Lunette's to destroy.
 */
public final class DeleteVolume {
    /** Statuses in which nothing but Lunette's own work on the LUN is under way. */
    private static final Set<VolumeStatus> FORCED = EnumSet.of(CREATING, DOWNLOADING, EXTENDING, DELETING);

    private final StateStore store;
    private final VolumeRows rows;
    private final VolumeWork work;

    DeleteVolume(StateStore store, VolumeRows rows, VolumeWork work) {
        this.store = store;
        this.rows = rows;
        this.work = work;
    }

    /** The volume, {@code deleting}. */
    public Outcome<Volume> delete(Caller caller, VolumeId id) {
        return work.beginning(() -> rows.change(caller, id, this::unattached));
    }

    /**
     * For an administrator: removes a volume also while it is being made, grown or removed. One that a server has, or is
     * about to have, is refused here too.
     */
    public Outcome<Volume> force(Caller caller, VolumeId id) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("delete a volume by force"));
        }
        return work.beginning(() -> rows.change(
                caller, id, volume -> unattached(FORCED.contains(volume.status()) ? volume.with(AVAILABLE) : volume)));
    }

    private Outcome<Volume> unattached(Volume volume) {
        if (volume.isAdopted()) {
            return Outcome.failed(
                    new VolumeFailure.Adopted(volume.id().toString(), "deleted", "cinder unmanage " + volume.id()));
        }
        return new ClusterBonds(store).unbound(volume).then(this::withoutServers);
    }

    private Outcome<Volume> withoutServers(Volume volume) {
        Optional<Attachment> attachment =
                store.attachments().ofVolume(volume.id()).stream().findFirst();
        return attachment
                .<Outcome<Volume>>map(held -> Outcome.failed(new VolumeFailure.AttachedByComputeAlone(
                        volume.id().toString(), held.server().toString())))
                .orElseGet(() -> VolumeStates.move(volume, DELETING, "deleted"));
    }
}

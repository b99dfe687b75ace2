package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.Lun;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.StateStore;
import io.lunette.port.VolumeMaker;

/**
 * Volumes that come and go with a server: made for it from an image or empty, removed when its making fails, or with it
 * when its owner said so.
 */
public final class ServersVolumes implements VolumeMaker {
    private final StateStore store;
    private final VolumeRows rows;
    private final CreateVolume create;
    private final MakeLun makeLun;
    private final RemoveLun removeLun;
    private final VolumeWork work;

    ServersVolumes(
            StateStore store,
            VolumeRows rows,
            CreateVolume create,
            MakeLun makeLun,
            RemoveLun removeLun,
            VolumeWork work) {
        this.store = store;
        this.rows = rows;
        this.create = create;
        this.makeLun = makeLun;
        this.removeLun = removeLun;
        this.work = work;
    }

    /** The volume that would be made, {@code creating}, or why it cannot be; nothing is written. */
    public Outcome<Volume> prepare(Caller caller, CreateVolumeRequest request) {
        return create.prepare(caller, request);
    }

    /** The volume is on its way to its server from then on. */
    @Override
    public Outcome<Lun> make(VolumeId id) {
        return store.volumes().find(id).flatMap(Volume::lun).map(Outcome::done).orElseGet(() -> makeNew(id));
    }

    private Outcome<Lun> makeNew(VolumeId id) {
        return makeLun.make(id)
                .then(made -> rows.change(id, now -> VolumeStates.move(now, VolumeStatus.ATTACHING, "attached")))
                .map(made -> made.lun().orElseThrow());
    }

    @Override
    public Outcome<Unit> discard(VolumeId id) {
        return store.volumes().find(id).isEmpty()
                ? Outcome.done()
                : rows.change(id, volume -> Outcome.done(volume.with(VolumeStatus.DELETING)))
                        .then(volume -> {
                            store.attachments()
                                    .ofVolume(id)
                                    .forEach(held -> store.attachments().remove(held.id(), held.generation()));
                            return removeLun.finish(id);
                        });
    }

    /**
     * Marks a volume that goes with its server, in the caller's transaction; one that another server has as well stays, and
     * so does an adopted one.
     */
    public void condemn(VolumeId id) {
        rows.change(
                        id,
                        volume -> volume.isAdopted()
                                ? Outcome.failed(
                                        new VolumeFailure.Adopted(id.toString(), "deleted", "cinder unmanage " + id))
                                : VolumeStates.move(volume, VolumeStatus.DELETING, "deleted"))
                .ifDone(volume -> work.begun(id))
                .isDone();
    }

    /** Removes a volume that was marked so, in the background. */
    public void deleteSoon(VolumeId id) {
        work.soon(id);
    }
}

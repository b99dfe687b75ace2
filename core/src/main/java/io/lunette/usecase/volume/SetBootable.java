package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;

/** Says whether servers may boot from a volume. */
public final class SetBootable {
    private final VolumeRows rows;

    public SetBootable(VolumeRows rows) {
        this.rows = rows;
    }

    public Outcome<Volume> set(Caller caller, VolumeId id, boolean bootable) {
        return rows.change(caller, id, volume -> Outcome.done(volume.withBootable(bootable)));
    }
}

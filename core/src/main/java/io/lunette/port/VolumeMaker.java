package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;

/** Makes the volumes that come with a server. */
public interface VolumeMaker {

    /**
     * Makes the LUN of a volume whose row is in the store, {@code creating}, and has had its identity read. Takes as long as
     * a copy of the volume's image. On failure the row says why and no LUN is left.
     */
    Outcome<Lun> make(VolumeId volume);

    /** Removes the volume, its LUN, its row and whatever claims it, however far it had come. Done as well when it is gone. */
    Outcome<Unit> discard(VolumeId volume);
}

package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ReservationKey;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.scsi.Reservations;

/** Persistent reservations on volumes' LUNs, by the controller's own way to them, which is the network. */
public interface Registrations {
    /** What there is now. */
    Outcome<Reservations> read(Volume volume);

    /**
     * Ends every registration by that key, and the reservation if one of them holds it; done as well where there is none,
     * and where there is no such volume.
     */
    Outcome<Unit> end(VolumeId volume, ReservationKey key);
}

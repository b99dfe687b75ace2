package io.lunette.usecase.reservation;

import io.lunette.failure.Outcome;
import io.lunette.model.Volume;
import io.lunette.scsi.Reservations;

/** Reads what there is of persistent reservations on a volume's LUN, by the controller's own way to it. */
@FunctionalInterface
public interface ReadReservations {
    Outcome<Reservations> read(Volume volume);
}

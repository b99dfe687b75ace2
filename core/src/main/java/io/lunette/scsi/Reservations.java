package io.lunette.scsi;

import io.lunette.failure.Parsed;
import java.util.Optional;

/**
 * All that a logical unit tells of the persistent reservations on it, asked in one go; between one answer and the next
 * somebody may have changed it.
 *
 * @param fullStatus who is registered, or why the unit does not say: READ FULL STATUS is optional, and many have it not
 * @param capabilities likewise
 */
public record Reservations(
        RegisteredKeys registered,
        Optional<HeldReservation> held,
        Parsed<FullStatus> fullStatus,
        Parsed<ReservationCapabilities> capabilities) {}

package io.lunette.usecase.reservation;

import io.lunette.failure.Parsed;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.FullStatus.Registrant;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.TransportId;
import java.util.List;
import java.util.Optional;

/**
 * The persistent reservations on a volume's LUN, with the servers that made them as far as the array tells.
 *
 * @param generation counts what changed the registrations since the LUN was powered on
 * @param reservation empty where nobody has reserved it
 * @param whyUnknown why the array does not tell who is registered; empty where it does
 */
public record ShownReservations(
        Volume volume,
        int generation,
        Optional<HeldReservation> reservation,
        List<Registration> registrations,
        Optional<String> whyUnknown,
        Parsed<ReservationCapabilities> capabilities) {

    /**
     * One registered I_T nexus.
     *
     * @param holds whether it holds the reservation, or, where the array does not tell who is who, has the holder's key
     * @param initiator as the array tells it; empty where it does not
     * @param server whose initiator name that is; empty where it is no server's
     */
    public record Registration(
            ReservationKey key, boolean holds, Optional<TransportId> initiator, Optional<Server> server) {}

    /** A key alone says nothing about who has it; a name that the array tells does. */
    static ShownReservations of(Volume volume, Reservations found, List<Server> servers) {
        return new ShownReservations(
                volume,
                found.registered().generation(),
                found.held(),
                switch (found.fullStatus()) {
                    case Parsed.Valid<FullStatus> told ->
                        told.value().registrants().stream()
                                .map(each -> named(each, servers))
                                .toList();
                    case Parsed.Invalid<FullStatus> silent ->
                        found.registered().keys().stream()
                                .map(key -> unnamed(key, found.held()))
                                .toList();
                },
                found.fullStatus() instanceof Parsed.Invalid<FullStatus> silent
                        ? Optional.of(silent.problem())
                        : Optional.empty(),
                found.capabilities());
    }

    private static Registration named(Registrant registrant, List<Server> servers) {
        return new Registration(
                registrant.key(),
                registrant.holder(),
                Optional.of(registrant.initiator()),
                registrant.initiator() instanceof TransportId.Iscsi iscsi
                        ? servers.stream()
                                .filter(server -> server.initiator().text().equals(iscsi.name()))
                                .findFirst()
                        : Optional.empty());
    }

    private static Registration unnamed(ReservationKey key, Optional<HeldReservation> held) {
        return new Registration(
                key,
                held.filter(one -> one.type().isHeldByAll() || one.key().equals(key))
                        .isPresent(),
                Optional.empty(),
                Optional.empty());
    }
}

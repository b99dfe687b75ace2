package io.lunette.usecase.reservation;

import io.lunette.failure.Parsed;
import io.lunette.model.Cluster;
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
 * The persistent reservations on a volume's LUN, with the servers that made them as far as the array tells, or as the
 * keys say that were recorded for the nodes of the volume's cluster.
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
     * @param server whose initiator name that is; where the array tells none, whose recorded key; empty where it is nobody's
     * @param knownBy what {@code server} is known by
     */
    public record Registration(
            ReservationKey key,
            boolean holds,
            Optional<TransportId> initiator,
            Optional<Server> server,
            Optional<Source> knownBy) {}

    /** What says whose registration one is. */
    public enum Source {
        /** The initiator's name in READ FULL STATUS. */
        ARRAY,
        /** The key that an administrator recorded for a node of the volume's cluster. */
        CLUSTER
    }

    /**
     * A key alone says nothing about who has it, unless it was recorded for somebody; a name that the array tells does.
     *
     * @param cluster that has the volume
     */
    static ShownReservations of(Volume volume, Reservations found, List<Server> servers, Optional<Cluster> cluster) {
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
                                .map(key -> unnamed(key, found.held(), owner(key, servers, cluster)))
                                .toList();
                },
                found.fullStatus() instanceof Parsed.Invalid<FullStatus> silent
                        ? Optional.of(silent.problem())
                        : Optional.empty(),
                found.capabilities());
    }

    private static Registration named(Registrant registrant, List<Server> servers) {
        Optional<Server> server = registrant.initiator() instanceof TransportId.Iscsi iscsi
                ? servers.stream()
                        .filter(each -> each.initiator().text().equals(iscsi.name()))
                        .findFirst()
                : Optional.empty();
        return new Registration(
                registrant.key(),
                registrant.holder(),
                Optional.of(registrant.initiator()),
                server,
                server.map(known -> Source.ARRAY));
    }

    private static Optional<Server> owner(ReservationKey key, List<Server> servers, Optional<Cluster> cluster) {
        return cluster.flatMap(one -> one.owner(key))
                .flatMap(owner -> servers.stream()
                        .filter(server -> server.id().equals(owner))
                        .findFirst());
    }

    private static Registration unnamed(ReservationKey key, Optional<HeldReservation> held, Optional<Server> server) {
        return new Registration(
                key,
                held.filter(one -> one.type().isHeldByAll() || one.key().equals(key))
                        .isPresent(),
                Optional.empty(),
                server,
                server.map(known -> Source.CLUSTER));
    }
}

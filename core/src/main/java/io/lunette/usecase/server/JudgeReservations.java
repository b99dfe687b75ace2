package io.lunette.usecase.server;

import io.lunette.domainxml.KernelPassage;
import io.lunette.failure.Failure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.model.Cluster;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.Held;
import io.lunette.plan.Step;
import io.lunette.port.StateStore;
import io.lunette.run.Registrations;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.FullStatus.Registrant;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.TransportId;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a server may lose its registrations, and which of them end when it may: QEMU carries none to another host,
 * and what a path leaves behind on a LUN nobody else can end. Where an array does not tell who is registered, a key is known
 * that was recorded for a node of a cluster, or is on a LUN that Lunette shows to this server alone; anybody may have the
 * others. Where it tells nothing, a guest that can register may have done so.
 */
record JudgeReservations(StateStore store, Registrations registrations) {

    /**
     * What one LUN tells.
     *
     * @param own keys by which this server is registered, and nobody else
     * @param against why the server must not lose them unasked
     */
    private record Told(List<ReservationKey> own, Optional<String> against) {}

    /**
     * What is to end before the server goes.
     *
     * @param knowingly whether somebody said that it may go without its registrations; otherwise none may be there
     */
    Outcome<List<Step.EndRegistration>> judge(Server server, List<Held> held, boolean knowingly) {
        List<Step.EndRegistration> ended = new ArrayList<>();
        for (Held each : held) {
            Volume volume = each.volume();
            if (volume.lun().isEmpty()) {
                continue;
            }
            Told told = ask(server, volume);
            if (told.against().isPresent() && !knowingly) {
                return Outcome.failed(new MigrationFailure.Registered(
                        server.id().toString(),
                        volume.id().toString(),
                        told.against().get()));
            }
            told.own().forEach(key -> ended.add(new Step.EndRegistration(volume.id(), key)));
        }
        return Outcome.done(ended);
    }

    private Told ask(Server server, Volume volume) {
        return switch (registrations.read(volume)) {
            case Outcome.Done<Reservations>(Reservations found) -> {
                Told told = switch (found.fullStatus()) {
                    case Parsed.Valid<FullStatus>(FullStatus full) -> named(server, full.registrants());
                    case Parsed.Invalid<FullStatus> silent ->
                        unnamed(
                                server,
                                volume,
                                found.registered().keys().stream().distinct().toList());
                };
                yield found.held().isPresent() ? new Told(told.own(), Optional.of("the LUN is reserved")) : told;
            }
            case Outcome.Failed<Reservations>(Failure silent) ->
                new Told(
                        List.of(),
                        letsRegister(KernelPassage.of(volume))
                                ? Optional.of("it is not known who is registered (" + silent.why()
                                        + "), and its guest can register")
                                : Optional.empty());
        };
    }

    /** Guests register with LUNs that they share, and with those whose properties let them where a kernel is in between. */
    private static boolean letsRegister(KernelPassage passage) {
        return passage.reservations() || passage.unfiltered();
    }

    private static Told named(Server server, List<Registrant> registrants) {
        List<ReservationKey> keys = registrants.stream()
                .filter(one -> isOf(server, one))
                .map(Registrant::key)
                .distinct()
                .toList();
        // A key that others have as well ends theirs with it.
        List<ReservationKey> own = keys.stream()
                .filter(key -> registrants.stream()
                        .filter(one -> one.key().equals(key))
                        .allMatch(one -> isOf(server, one)))
                .toList();
        return new Told(own, keys.isEmpty() ? Optional.empty() : Optional.of("its initiator is registered by " + keys));
    }

    private static boolean isOf(Server server, Registrant registrant) {
        return registrant.initiator() instanceof TransportId.Iscsi iscsi
                && iscsi.name().equals(server.initiator().text());
    }

    private Told unnamed(Server server, Volume volume, List<ReservationKey> keys) {
        if (!volume.multiattach() && !volume.isAdopted()) {
            return new Told(
                    keys, keys.isEmpty() ? Optional.empty() : Optional.of("its initiator is registered by " + keys));
        }
        Optional<Cluster> cluster = new ClusterBonds(store).of(volume.id());
        List<ReservationKey> own = keys.stream()
                .filter(key -> cluster.flatMap(known -> known.owner(key)).equals(Optional.of(server.id())))
                .toList();
        List<ReservationKey> anybodys = keys.stream()
                .filter(key -> cluster.flatMap(known -> known.owner(key)).isEmpty())
                .toList();
        if (!own.isEmpty()) {
            return new Told(own, Optional.of(own + ", which was recorded for it, is registered"));
        }
        return new Told(
                own,
                anybodys.isEmpty()
                        ? Optional.empty()
                        : Optional.of("somebody is registered by " + anybodys + ", and the array does not tell who"));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.Unit;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.Held;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.FullStatus.Registrant;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.TransportId;
import io.lunette.usecase.reservation.ReadReservations;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a server may lose its registrations: QEMU carries none to another host. Where an array does not tell who is
 * registered, everybody may be; where it tells nothing, whoever shares the LUN.
 */
record JudgeReservations(ReadReservations reservations) {

    Outcome<Unit> judge(Server server, List<Held> held) {
        for (Held each : held) {
            Optional<String> speaksAgainst =
                    each.volume().lun().isEmpty() ? Optional.empty() : reason(server, each.volume());
            if (speaksAgainst.isPresent()) {
                return Outcome.failed(new MigrationFailure.Registered(
                        server.id().toString(), each.volume().id().toString(), speaksAgainst.get()));
            }
        }
        return Outcome.done();
    }

    private Optional<String> reason(Server server, Volume volume) {
        return switch (reservations.read(volume)) {
            case Outcome.Done<Reservations>(Reservations found) -> found(server, found);
            case Outcome.Failed<Reservations>(Failure silent) ->
                volume.multiattach()
                        ? Optional.of("it is not known who is registered (" + silent.why() + "), and it is shared")
                        : Optional.empty();
        };
    }

    private static Optional<String> found(Server server, Reservations found) {
        if (found.held().isPresent()) {
            return Optional.of("the LUN is reserved");
        }
        return switch (found.fullStatus()) {
            case Parsed.Valid<FullStatus>(FullStatus told) ->
                told.registrants().stream().anyMatch(one -> isOf(server, one))
                        ? Optional.of("its initiator is registered")
                        : Optional.empty();
            case Parsed.Invalid<FullStatus> silent ->
                found.registered().keys().isEmpty()
                        ? Optional.empty()
                        : Optional.of("somebody is registered, and the array does not tell who");
        };
    }

    private static boolean isOf(Server server, Registrant registrant) {
        return registrant.initiator() instanceof TransportId.Iscsi iscsi
                && iscsi.name().equals(server.initiator().text());
    }
}

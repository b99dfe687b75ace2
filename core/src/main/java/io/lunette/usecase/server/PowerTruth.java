package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.run.JournalEntry.Kind;
import java.util.Optional;

/**
 * Makes a server's status say what its host shows, when that changed without Lunette: the guest powered itself off, its
 * QEMU died, somebody used virsh. A server that ran when its host went down is started again, through the look at each
 * LUN's identity that every start takes.
 */
record PowerTruth(ServerRows rows, Actions actions, Works works) {

    /** Whether there is work now that its turn must settle. To be called in the server's turn, with nothing under way. */
    boolean look(Server server, DomainSnapshot domain) {
        if (server.task().isPresent()) {
            return false;
        }
        ServerStatus shown = shown(domain);
        switch (server.status()) {
            case ACTIVE, PAUSED -> {
                if (shown == ServerStatus.SHUTOFF) {
                    return wentOff(server, domain.offReason().orElse(OffReason.UNKNOWN));
                }
                change(server, shown, Optional.empty());
            }
            case SHUTOFF -> {
                if (shown != ServerStatus.SHUTOFF) {
                    change(
                            server,
                            shown,
                            Optional.of(
                                    new ServerFailure.StartedOutside(server.id().toString())));
                }
            }
            default -> {}
        }
        return false;
    }

    private static ServerStatus shown(DomainSnapshot domain) {
        return switch (domain.power()) {
            case RUNNING -> ServerStatus.ACTIVE;
            case PAUSED, CRASHED -> ServerStatus.PAUSED;
            case OFF -> ServerStatus.SHUTOFF;
        };
    }

    private boolean wentOff(Server server, OffReason why) {
        return switch (why) {
            case UNKNOWN -> {
                startAgain(server);
                yield true;
            }
            case SHUTDOWN -> {
                change(server, ServerStatus.SHUTOFF, Optional.empty());
                yield false;
            }
            case DESTROYED, CRASHED, FAILED_TO_START -> {
                change(
                        server,
                        ServerStatus.SHUTOFF,
                        Optional.of(new ServerFailure.WentOff(server.id().toString(), why == OffReason.DESTROYED)));
                yield false;
            }
        };
    }

    /** Nobody could stop it in a way that its host remembers: so it ran until the host went down. */
    private void startAgain(Server server) {
        rows.store()
                .atomically(() -> rows.change(
                                server.id(),
                                now -> Outcome.done(now.with(now.status(), Optional.of(ServerTask.POWERING_ON))))
                        .ifDone(begun -> works.beginOwn(begun, Kind.START)));
    }

    private void change(Server server, ServerStatus status, Optional<Failure> found) {
        if (server.status() != status) {
            rows.store().atomically(() -> {
                found.ifPresent(what -> actions.note(server, "power_update", what));
                return rows.change(server.id(), now -> Outcome.done(now.with(status, now.task())));
            });
        }
    }
}

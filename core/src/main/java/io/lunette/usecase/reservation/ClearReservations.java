package io.lunette.usecase.reservation;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.Operation;
import io.lunette.model.Operation.State;
import io.lunette.model.Operation.StepRecord;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Shown;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.LunReservations;
import io.lunette.port.StateStore;
import io.lunette.scsi.Reservations;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * For administrators: ends what a server that is gone has left on a LUN, so that others can write again. Servers that have
 * the volume and may run are in the way, unless the administrator says that they are meant.
 */
public final class ClearReservations {
    static final String ACTION = "clear_reservations";
    private static final System.Logger LOG = System.getLogger(ClearReservations.class.getName());

    private final StateStore store;
    private final ShowReservations show;
    private final ControllerPath path;
    private final LunReservations reservations;
    private final InstantSource clock;

    ClearReservations(
            StateStore store,
            ShowReservations show,
            ControllerPath path,
            LunReservations reservations,
            InstantSource clock) {
        this.store = store;
        this.show = show;
        this.path = path;
        this.reservations = reservations;
        this.clock = clock;
    }

    /**
     * What is to go.
     *
     * @param key the registrations by that key, and the reservation if one of them holds it; all where it is empty
     * @param force although servers that would lose their registration may run
     */
    public record Request(Optional<ReservationKey> key, boolean force) {
        String what() {
            return key.map(one -> "pre-empt key " + one).orElse("clear all reservations");
        }
    }

    /**
     * What was there, and is there now.
     *
     * @param after empty where that could not be read: it was cleared all the same
     * @param hit servers that may run and lost their registration, if they had one: their cluster software must be told
     */
    public record Cleared(ShownReservations before, Optional<ShownReservations> after, List<Server> hit) {}

    public Outcome<Cleared> clear(Caller caller, VolumeId id, Request request) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("clear reservations"));
        }
        return show.find(caller, id)
                .then(volume -> show.show(caller, id).then(before -> clear(caller, volume, request, before)));
    }

    private Outcome<Cleared> clear(Caller caller, Volume volume, Request request, ShownReservations before) {
        List<Server> servers = store.attachments().ofVolume(volume.id()).stream()
                .map(Attachment::server)
                .flatMap(server -> store.servers().find(server).stream())
                .toList();
        List<Server> hit = servers.stream()
                .filter(ClearReservations::mayRun)
                .filter(server -> mayLose(server, request, before))
                .toList();
        if (!hit.isEmpty() && !request.force()) {
            return Outcome.failed(new ReservationFailure.ServersRun(
                    volume.id().toString(),
                    hit.stream().map(server -> server.id().toString()).toList()));
        }
        Instant started = clock.instant();
        LOG.log(Level.WARNING, "{0} on volume {1}: asked by {2}", request.what(), volume.id(), who(caller));
        Outcome<Outcome<Reservations>> done =
                path.to(volume, (to, login) -> act(to, login, request).map(cleared -> reservations.read(to, login)));
        record(caller, volume, request, servers, started, done.failureIfAny());
        return done.map(after -> new Cleared(
                before,
                after instanceof Outcome.Done<Reservations>(Reservations found)
                        ? Optional.of(show.shown(volume, found))
                        : Optional.empty(),
                hit));
    }

    /** Whether it runs is known of one that is shut off alone. */
    private static boolean mayRun(Server server) {
        return server.status() != ServerStatus.SHUTOFF && server.status() != ServerStatus.DELETED;
    }

    /** Where the array does not tell who is who, a registration may be anybody's. */
    private static boolean mayLose(Server server, Request request, ShownReservations before) {
        return before.registrations().stream()
                .filter(each ->
                        request.key().filter(key -> !key.equals(each.key())).isEmpty())
                .anyMatch(each -> each.initiator().isEmpty()
                        || each.server()
                                .filter(registered -> registered.id().equals(server.id()))
                                .isPresent());
    }

    private Outcome<Unit> act(Connection.Network to, Login login, Request request) {
        return request.key()
                .map(key -> reservations.preempt(to, login, key))
                .orElseGet(() -> reservations.clear(to, login));
    }

    private static String who(Caller caller) {
        return Shown.text(caller.userName()) + " (" + caller.user() + ") of project " + Shown.text(caller.projectName())
                + ", request "
                + caller.requestId();
    }

    /** Among the actions of each server that has the volume; the log has it where none does. */
    private void record(
            Caller caller,
            Volume volume,
            Request request,
            List<Server> servers,
            Instant started,
            Optional<Failure> failure) {
        Instant finished = clock.instant();
        LOG.log(
                Level.WARNING,
                "{0} on volume {1}: {2}; asked by {3}",
                request.what(),
                volume.id(),
                failure.map(Failure::sentence).orElse("done"),
                who(caller));
        State state = failure.isPresent() ? State.FAILED : State.DONE;
        StepRecord step =
                new StepRecord(request.what() + " on volume " + volume.id(), state, started, Optional.of(finished));
        servers.forEach(server -> store.operations()
                .insert(new Operation(
                        caller.requestId(),
                        server.id(),
                        caller.project(),
                        caller.user(),
                        ACTION,
                        started,
                        Optional.of(finished),
                        failure.map(Failure::sentence),
                        List.of(step))));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ServerId;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import io.lunette.port.Hypervisor.Standing;

/**
 * Finds out where a domain is that was to move, by looking at both hosts, and removes the other one's half. A guest ran on
 * the target when its domain there is no longer in transit: from then on the source's memory is old, and never runs again.
 * Before, the source's is the only one, and goes on.
 */
record MigrationTruth(Hypervisor source, Hypervisor target, ServerId server) {

    /** Where the server is. */
    enum Place {
        /** At the source, and nothing is under way any more. */
        STAYED,
        MOVED,
        /** A call is still under way. */
        OPEN
    }

    /** A host that must be asked and does not answer is the failure; so is what must not be. */
    Outcome<Place> find() {
        Outcome<Standing> here = source.standing(server);
        Outcome<Standing> there = target.standing(server);
        if (here instanceof Outcome.Done<Standing>(Standing atSource)
                && there instanceof Outcome.Done<Standing>(Standing atTarget)) {
            return both(atSource, atTarget);
        }
        // One that answers may know enough: what stands stopped there by a migration never runs by itself.
        if (isHere(there)) {
            return Outcome.done(Place.MOVED);
        }
        return isHere(here)
                ? Outcome.done(Place.STAYED)
                : here.then(known -> there).map(never -> Place.OPEN);
    }

    private static boolean isHere(Outcome<Standing> standing) {
        return standing.equals(Outcome.done(Standing.RUNNING)) || standing.equals(Outcome.done(Standing.PAUSED));
    }

    private Outcome<Place> both(Standing here, Standing there) {
        return switch (there) {
            case RUNNING, PAUSED -> here == Standing.RUNNING ? bothRun() : removed(source, here, Place.MOVED);
            case IN_TRANSIT, LEAVING -> here == Standing.LEAVING ? Outcome.done(Place.OPEN) : stayed(here, there);
            case OFF -> here == Standing.ABSENT ? Outcome.done(Place.MOVED) : stayed(here, there);
            case ABSENT ->
                switch (here) {
                    case ABSENT -> lost();
                    case LEAVING -> Outcome.done(Place.OPEN);
                    default -> stayed(here, there);
                };
        };
    }

    private Outcome<Place> stayed(Standing here, Standing there) {
        return removed(target, there, Place.STAYED)
                .then(place -> here == Standing.IN_TRANSIT
                        ? source.resume(server).map(resumed -> place)
                        : Outcome.done(place));
    }

    private Outcome<Place> removed(Hypervisor host, Standing standing, Place place) {
        return standing == Standing.ABSENT ? Outcome.done(place) : remove(host).map(gone -> place);
    }

    private Outcome<Unit> remove(Hypervisor host) {
        return host.powerOff(server)
                .then(off -> host.undefine(server))
                .then(gone -> host.removeDisk(HostCapabilities.consoleLogName(server)));
    }

    private Outcome<Place> bothRun() {
        return Outcome.failed(new MigrationFailure.BothRun(
                server.toString(), source.name().toString(), target.name().toString()));
    }

    private Outcome<Place> lost() {
        return Outcome.failed(new MigrationFailure.Lost(
                server.toString(), source.name().toString(), target.name().toString()));
    }

    /** Whether nobody can be sure, and it must be looked at again. */
    static boolean isOpen(Failure failure) {
        return (failure instanceof HostFailure && Works.isNoAnswer(failure)) || Works.isOpen(failure);
    }
}

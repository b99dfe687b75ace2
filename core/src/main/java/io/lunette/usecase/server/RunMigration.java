package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.HostName;
import io.lunette.model.Migration;
import io.lunette.model.Migration.Status;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.Departure;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.Registrations;
import io.lunette.run.StepListener;
import io.lunette.run.World;
import io.lunette.usecase.server.MigrationTruth.Place;
import io.lunette.usecase.server.Works.UnderWay;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Moves a server as it was decided, once; and finds out what came of it, as often as it takes. Whatever a call answered, and
 * whoever died meanwhile, what counts is what both hosts show then.
 */
final class RunMigration {
    private final StateStore store;
    private final InstantSource clock;
    private final ServerRows rows;
    private final Hosts hosts;
    private final Works works;
    private final Attachments attachments;
    private final Registrations registrations;

    RunMigration(
            StateStore store,
            InstantSource clock,
            Hosts hosts,
            Works works,
            Attachments attachments,
            Registrations registrations) {
        this.store = store;
        this.clock = clock;
        this.rows = new ServerRows(store, clock);
        this.hosts = hosts;
        this.works = works;
        this.attachments = attachments;
        this.registrations = registrations;
    }

    /**
     * One piece of this work.
     *
     * @param server as it is at this try's beginning
     */
    private record Move(UnderWay work, Migration migration, Server server, World source, World target, Fence fence) {
        Plan plan() {
            return work.entry().plan().orElseThrow();
        }

        MigrationTruth truth() {
            return new MigrationTruth(source.hypervisor(), target.hypervisor(), server.id());
        }

        /** Those of the plan's steps that make the LUNs reachable, or take that back. */
        Plan only(Class<? extends Step> kind) {
            return new Plan(
                    plan().server(),
                    plan().steps().stream().filter(kind::isInstance).toList());
        }
    }

    void resume(UnderWay work, Fence fence) {
        JournalEntry entry = work.entry();
        Optional<Server> server = store.servers().find(entry.server());
        Optional<Migration> migration = store.migrations().find(entry.id());
        if (server.isEmpty() || migration.isEmpty()) {
            works.endInVain(work);
            return;
        }
        Outcome<Move> move = hosts.of(migration.get().source())
                .then(source -> hosts.of(migration.get().target())
                        .map(target -> new Move(work, migration.get(), server.get(), source, target, fence)));
        switch (move) {
            case Outcome.Done<Move>(Move known) -> resume(known);
            case Outcome.Failed<Move> hostIsGone -> works.later(work, false);
        }
    }

    private void resume(Move move) {
        Outcome<Ran> ran = move.work().isTakenUp() ? takenUp(move) : run(move);
        if (!move.fence().mayAct()) {
            works.later(move.work(), false);
            return;
        }
        Outcome<Place> found = move.truth().find();
        switch (found) {
            case Outcome.Done<Place>(Place place) when place == Place.MOVED -> moved(move, ran);
            case Outcome.Done<Place>(Place place)
            when place == Place.STAYED -> stayed(move, ran.failureIfAny().orElseGet(() -> broughtBack(move)));
            case Outcome.Done<Place> open -> works.later(move.work(), false);
            case Outcome.Failed<Place>(Failure why) -> unknown(move, why);
        }
    }

    private Outcome<Ran> run(Move move) {
        if (isUnwanted(move)) {
            return Outcome.failed(
                    new MigrationFailure.Aborted(move.server().id().toString()));
        }
        store.migrations().update(move.migration().with(Status.RUNNING, clock.instant()));
        return PlanRunner.moving(new Departure(move.source().hypervisor(), registrations), move.target(), move.fence())
                .run(move.plan(), move.work().action());
    }

    private boolean isUnwanted(Move move) {
        return store.migrations()
                        .find(move.migration().id())
                        .filter(now -> now.status() == Status.ABORTING)
                        .isPresent()
                || store.servers()
                        .find(move.server().id())
                        .flatMap(Server::task)
                        .filter(task -> task == ServerTask.DELETING)
                        .isPresent();
    }

    /** Nobody is there any more who could tell how a call ended that still goes on: it is ended. */
    private static Outcome<Ran> takenUp(Move move) {
        return move.source()
                .hypervisor()
                .abortMigration(move.server().id())
                .then(ended -> Outcome.failed(broughtBack(move)));
    }

    private static Failure broughtBack(Move move) {
        return new MigrationFailure.BroughtBack(
                move.server().id().toString(), move.migration().source().toString());
    }

    private void moved(Move move, Outcome<Ran> ran) {
        // Who was interrupted does not know any more how the LUNs are reached there.
        Outcome<Ran> reached = ran.isDone()
                ? ran
                : new PlanRunner(move.target(), move.fence())
                        .look(move.only(Step.ReachLun.class), move.work().action());
        forsake(move, move.source());
        Outcome<ServerStatus> status = status(move, move.target());
        store.atomically(() -> {
            reached.ifDone(known -> connect(move, known));
            move.work().action().succeeded();
            settle(move, move.migration().target(), status, Status.COMPLETED);
            return Unit.UNIT;
        });
    }

    private void connect(Move move, Ran ran) {
        for (Attachment before : store.attachments().ofServer(move.server().id())) {
            ran.connection(before.volume())
                    .map(before::withConnection)
                    .filter(now -> !now.equals(before))
                    .ifPresent(now -> attachments.moved(now));
        }
    }

    private void stayed(Move move, Failure why) {
        forsake(move, move.target());
        Outcome<ServerStatus> status = status(move, move.source());
        boolean unwanted = isUnwanted(move);
        store.atomically(() -> {
            move.work()
                    .action()
                    .failed(
                            unwanted
                                    ? new MigrationFailure.Aborted(
                                            move.server().id().toString())
                                    : why);
            settle(move, move.migration().source(), status, unwanted ? Status.CANCELLED : Status.ERROR);
            return Unit.UNIT;
        });
    }

    /** Takes what a host needs alone that has the server no more; what cannot be taken is found when it is connected to. */
    private static void forsake(Move move, World host) {
        List<Step> steps = move.only(Step.ReachLun.class).steps().stream()
                .flatMap(step -> step.undo().stream())
                .toList();
        new PlanRunner(host, move.fence())
                .run(new Plan(move.server().id(), steps), StepListener.NOBODY)
                .isDone();
    }

    private void unknown(Move move, Failure why) {
        if (MigrationTruth.isOpen(why)) {
            works.later(move.work(), false);
            return;
        }
        store.atomically(() -> {
            move.work().action().failed(why);
            settle(move, move.server().host(), Outcome.failed(why), Status.ERROR);
            return Unit.UNIT;
        });
    }

    /** A host that falls silent just now tells later: until then the server is as it was meant to be. */
    private static Outcome<ServerStatus> status(Move move, World host) {
        Outcome<Optional<DomainSnapshot>> domain =
                host.hypervisor().find(move.server().id());
        return domain.failureIfAny().filter(HostFailure.class::isInstance).isPresent()
                ? Outcome.done(ServerStatus.ACTIVE)
                : domain.map(found -> found.map(DomainSnapshot::power)
                        .map(power -> switch (power) {
                            case RUNNING -> ServerStatus.ACTIVE;
                            case PAUSED, CRASHED -> ServerStatus.PAUSED;
                            case OFF -> ServerStatus.SHUTOFF;
                        })
                        .orElse(ServerStatus.SHUTOFF));
    }

    private void settle(Move move, HostName host, Outcome<ServerStatus> status, Status end) {
        works.end(move.work().entry());
        store.migrations().update(move.migration().with(end, clock.instant()));
        rows.change(
                        move.server().id(),
                        now -> Outcome.done(now.withHost(host)
                                .with(
                                        switch (status) {
                                            case Outcome.Done<ServerStatus>(ServerStatus known) -> known;
                                            case Outcome.Failed<ServerStatus> failed -> ServerStatus.ERROR;
                                        },
                                        now.task().filter(task -> task != ServerTask.MIGRATING))
                                .withFault(status.failureIfAny().map(Failure::sentence))))
                .isDone();
    }
}

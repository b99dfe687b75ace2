package io.lunette.usecase.server;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.Migration;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import io.lunette.plan.DomainView;
import io.lunette.plan.Held;
import io.lunette.plan.MigratePlanner;
import io.lunette.plan.Plan;
import io.lunette.port.StateStore;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.World;
import io.lunette.usecase.server.Works.UnderWay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Moves servers between hosts while they run. What does not fit is refused at once; what fits is moved in the background,
 * by {@link RunMigration}. For administrators, as in Nova.
 */
public final class MigrateServer {
    private final StateStore store;
    private final InstantSource clock;
    private final ServerRows rows;
    private final Hosts hosts;
    private final Turns turns;
    private final Works works;
    private final Placement placement;
    private final JudgeReservations reservations;
    private final ResumeWork resume;

    MigrateServer(
            StateStore store,
            InstantSource clock,
            Hosts hosts,
            Turns turns,
            Works works,
            JudgeReservations reservations,
            ResumeWork resume) {
        this.store = store;
        this.clock = clock;
        this.rows = new ServerRows(store, clock);
        this.hosts = hosts;
        this.turns = turns;
        this.works = works;
        this.placement = new Placement(store, hosts);
        this.reservations = reservations;
        this.resume = resume;
    }

    /**
     * What is wanted.
     *
     * @param host where to; empty: wherever it fits, in the zone where the server is
     * @param dropRegistrations whether it may go although persistent reservations do not: those known to be its own end first
     */
    public record Request(ServerId server, Optional<HostName> host, boolean dropRegistrations) {}

    /** The migration, which has begun. */
    public Outcome<Migration> migrate(Caller caller, Request request) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("migrate a server"));
        }
        return new ServerAccess(store)
                .server(caller, request.server())
                .then(MigrateServer::allowed)
                .then(server -> turns.take(
                        request.server(), fence -> decide(caller, request).then(plan -> begin(caller, plan))))
                .ifDone(begun -> resume.soon(request.server()));
    }

    private record Decided(Server server, HostName target, Plan plan) {}

    private Outcome<Decided> decide(Caller caller, Request request) {
        return new ServerAccess(store)
                .server(caller, request.server())
                .then(MigrateServer::allowed)
                .then(server -> hosts.of(server.host())
                        .then(world -> Hosts.view(world, server))
                        .then(domain -> decide(request, server, domain)));
    }

    private Outcome<Decided> decide(Request request, Server server, DomainView domain) {
        if (store.virtualAdapters().findByServer(server.id()).isPresent()) {
            return Outcome.failed(new MigrationFailure.HasAdapter(
                    server.id().toString(), server.host().toString()));
        }
        List<Held> held = store.attachments().ofServer(server.id()).stream()
                .flatMap(attachment ->
                        store.volumes().find(attachment.volume()).stream().map(volume -> new Held(attachment, volume)))
                .toList();
        return MigratePlanner.moveable(server, domain)
                .then(fine -> target(request, server, held))
                .then(target -> reservations
                        .judge(server, held, request.dropRegistrations())
                        .then(ended -> MigratePlanner.plan(server, held, domain, target, ended))
                        .map(plan -> new Decided(server, target, plan)));
    }

    private static Outcome<Server> allowed(Server server) {
        boolean fits = switch (server.status()) {
            case ACTIVE, PAUSED -> server.task().isEmpty();
            default -> false;
        };
        return fits
                ? Outcome.done(server)
                : Outcome.failed(new ServerFailure.WrongState(
                        server.id().toString(), Works.word(Kind.MIGRATE), ServerStates.sentence(server)));
    }

    private Outcome<HostName> target(Request request, Server server, List<Held> held) {
        if (request.host().equals(Optional.of(server.host()))) {
            return Outcome.failed(new MigrationFailure.ToItself(
                    server.id().toString(), server.host().toString()));
        }
        List<Volume> volumes = held.stream().map(Held::volume).toList();
        Optional<String> zone = request.host().isPresent() ? Optional.empty() : placement.zoneOf(server.host());
        return placement
                .judge(new Placement.Wish(server.flavor(), zone, request.host(), volumes))
                .then(judged -> placement
                        .bestBeside(server.host(), judged)
                        .<Outcome<HostName>>map(Outcome::done)
                        .orElseGet(() -> Outcome.failed(
                                new MigrationFailure.NoTarget(server.id().toString(), reasons(server, judged)))));
    }

    private static List<String> reasons(Server server, List<Placement.Judged> judged) {
        return judged.stream()
                .filter(host -> !host.host().equals(server.host()))
                .map(host -> host.host() + ": " + host.refusal().orElse("it takes none"))
                .toList();
    }

    private Outcome<Migration> begin(Caller caller, Decided decided) {
        return store.atomically(() -> rows.changeUnlocked(
                        caller,
                        decided.server().id(),
                        now -> allowed(now)
                                .map(free -> free.with(ServerStatus.MIGRATING, Optional.of(ServerTask.MIGRATING))))
                .map(server -> {
                    UnderWay work = works.begin(
                            caller, server.id(), Kind.MIGRATE, Optional.empty(), Optional.of(decided.plan()));
                    Instant now = clock.instant();
                    Migration migration = new Migration(
                            work.entry().id(),
                            store.migrations().nextNumber(),
                            server.id(),
                            caller.project(),
                            caller.user(),
                            server.host(),
                            decided.target(),
                            Migration.Status.PREPARING,
                            now,
                            now);
                    store.migrations().insert(migration);
                    return migration;
                }));
    }

    /** Asks for the end of one that is under way; it may have come to its end all the same. */
    public Outcome<Unit> abort(Caller caller, ServerId server, String migration) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("end a migration"));
        }
        return store.atomically(() -> Outcome.of(
                                store.migrations().list().stream()
                                        .filter(one -> one.server().equals(server)
                                                && one.status().isUnderWay()
                                                && String.valueOf(one.number()).equals(migration))
                                        .findFirst(),
                                new MigrationFailure.NotFound(server.toString(), migration))
                        .ifDone(one -> store.migrations().update(one.with(Migration.Status.ABORTING, clock.instant()))))
                .then(one -> hosts.of(one.source()).map(World::hypervisor))
                .then(source -> source.abortMigration(server));
    }
}

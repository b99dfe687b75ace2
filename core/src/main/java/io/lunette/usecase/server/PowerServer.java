package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.plan.DomainView;
import io.lunette.plan.Held;
import io.lunette.plan.LifePlanner;
import io.lunette.plan.Plan;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.Hypervisor;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Actions.Action;
import io.lunette.usecase.server.Works.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Starts, stops and reboots servers, in the background; what does not fit the server's state is refused at once. */
public final class PowerServer {
    /** A guest that is only just coming up may not notice the power button. */
    private static final Duration PRESS_AGAIN = Duration.ofSeconds(10);

    private final StateStore store;
    private final InstantSource clock;
    private final ServerRows rows;
    private final Hosts hosts;
    private final Works works;
    private final Attachments attachments;
    private final ResumeWork resume;
    private final Duration shutdownPatience;

    /** When guests were first asked to power off, by the entry of that work; after a restart they get their time anew. */
    private final ConcurrentHashMap<UUID, Instant> asked = new ConcurrentHashMap<>();

    /**
     * @param shutdownPatience how long a guest may take to power off by itself before the plug is pulled
     */
    public PowerServer(
            StateStore store,
            Hosts hosts,
            Works works,
            Attachments attachments,
            InstantSource clock,
            ResumeWork resume,
            Duration shutdownPatience) {
        this.store = store;
        this.clock = clock;
        this.rows = new ServerRows(store, clock);
        this.hosts = hosts;
        this.works = works;
        this.attachments = attachments;
        this.resume = resume;
        this.shutdownPatience = shutdownPatience;
    }

    /** What can be done, with the Compute API's word for it. */
    private enum Verb {
        START(Kind.START, ServerTask.POWERING_ON, ServerStatus.ACTIVE),
        STOP(Kind.STOP, ServerTask.POWERING_OFF, ServerStatus.SHUTOFF),
        SOFT_REBOOT(Kind.SOFT_REBOOT, ServerTask.REBOOTING, ServerStatus.ACTIVE),
        HARD_REBOOT(Kind.HARD_REBOOT, ServerTask.REBOOTING_HARD, ServerStatus.ACTIVE);

        final Kind kind;
        final ServerTask task;
        final ServerStatus after;

        Verb(Kind kind, ServerTask task, ServerStatus after) {
            this.kind = kind;
            this.task = task;
            this.after = after;
        }

        boolean isAllowedIn(ServerStatus status) {
            return switch (this) {
                case START -> status == ServerStatus.SHUTOFF;
                case STOP -> status == ServerStatus.ACTIVE || status == ServerStatus.ERROR;
                case SOFT_REBOOT -> status == ServerStatus.ACTIVE;
                case HARD_REBOOT ->
                    switch (status) {
                        case ACTIVE, SHUTOFF, PAUSED, ERROR -> true;
                        default -> false;
                    };
            };
        }
    }

    public Outcome<Unit> start(Caller caller, ServerId id) {
        return begin(caller, id, Verb.START);
    }

    public Outcome<Unit> stop(Caller caller, ServerId id) {
        return begin(caller, id, Verb.STOP);
    }

    public Outcome<Unit> reboot(Caller caller, ServerId id, boolean hard) {
        return begin(caller, id, hard ? Verb.HARD_REBOOT : Verb.SOFT_REBOOT);
    }

    /**
     * How it would be done; the world is as it was.
     *
     * @param now the domain that was looked at */
    record Decided(Server server, DomainSnapshot now, Plan plan) {}

    /** Looks and decides, and changes nothing. */
    Outcome<Decided> decideStart(Caller caller, ServerId id) {
        return decide(caller, id, Verb.START, LifePlanner::start);
    }

    /** Looks and decides, and changes nothing. */
    Outcome<Decided> decideHardReboot(Caller caller, ServerId id) {
        return decide(caller, id, Verb.HARD_REBOOT, LifePlanner::hardReboot);
    }

    private Outcome<Decided> decide(Caller caller, ServerId id, Verb verb, Planning planning) {
        return new ServerAccess(store)
                .changeable(caller, id)
                .then(server -> allowed(server, verb))
                .then(server -> hosts.of(server.host()).then(world -> look(world, server, planning)));
    }

    /** How {@link LifePlanner} plans a start or a hard reboot. */
    private interface Planning {
        Outcome<Plan> plan(Server server, List<Held> held, DomainView domain);
    }

    private Outcome<Decided> look(World world, Server server, Planning planning) {
        return Hosts.look(world, server)
                .then(now -> planning.plan(server, held(server), DomainView.of(now))
                        .map(plan -> new Decided(server, now, plan)));
    }

    private Outcome<Unit> begin(Caller caller, ServerId id, Verb verb) {
        return store.atomically(() -> rows.changeUnlocked(
                                caller,
                                id,
                                server -> allowed(server, verb)
                                        .map(fine -> fine.with(statusDuring(fine, verb), Optional.of(verb.task))))
                        .ifDone(server -> works.begin(caller, id, verb.kind, Optional.empty(), Optional.empty())))
                .map(server -> {
                    resume.soon(id);
                    return Unit.UNIT;
                });
    }

    private static Outcome<Server> allowed(Server server, Verb verb) {
        return verb.isAllowedIn(server.status()) && server.task().isEmpty()
                ? Outcome.done(server)
                : Outcome.failed(new ServerFailure.WrongState(
                        server.id().toString(), Works.word(verb.kind), ServerStates.sentence(server)));
    }

    private static ServerStatus statusDuring(Server server, Verb verb) {
        return switch (verb) {
            case SOFT_REBOOT -> ServerStatus.REBOOT;
            case HARD_REBOOT -> ServerStatus.HARD_REBOOT;
            case START, STOP -> server.status();
        };
    }

    /** Registers how each kind of this work is done. */
    void register(Resumptions resumptions) {
        for (Verb verb : Verb.values()) {
            resumptions.add(verb.kind, (work, fence) -> resume(work, verb, fence));
        }
    }

    /** Works from the start and from wherever it was left. */
    private void resume(UnderWay work, Verb verb, Fence fence) {
        ServerId id = work.entry().server();
        Outcome<Progress> outcome = Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                .then(server -> hosts.of(server.host()).then(world -> act(world, server, verb, work, fence)));
        store.atomically(() -> {
            switch (outcome) {
                case Outcome.Done<Progress>(Progress.Waiting waiting) -> works.later(work, true);
                case Outcome.Failed<Progress>(Failure failure)
                when Works.isOpen(failure) && work.entry().tries() < Works.MOST_TRIES -> works.later(work, false);
                default -> {
                    works.end(work.entry());
                    asked.remove(work.entry().id());
                    settle(id, verb, outcome.failureIfAny(), work.action());
                }
            }
            return Unit.UNIT;
        });
        if (outcome instanceof Outcome.Done<Progress>(Progress.Waiting(Hypervisor hypervisor))) {
            resume.after(() -> hypervisor.awaitOff(id, pauseBetweenLooks()).isDone(), work.entry());
        }
    }

    /** How far a try brought the work. */
    private sealed interface Progress {
        record Over() implements Progress {}

        /** The guest of this host was asked; the server is free for other work while it takes its time. */
        record Waiting(Hypervisor hypervisor) implements Progress {}
    }

    private Duration pauseBetweenLooks() {
        return shutdownPatience.compareTo(PRESS_AGAIN) < 0 ? shutdownPatience : PRESS_AGAIN;
    }

    private Outcome<Progress> act(World world, Server server, Verb verb, UnderWay work, Fence fence) {
        return switch (verb) {
            case START -> run(world, server, LifePlanner::start, work, fence).map(done -> new Progress.Over());
            case HARD_REBOOT ->
                run(world, server, LifePlanner::hardReboot, work, fence).map(done -> new Progress.Over());
            // A guest that was asked before a crash has been asked.
            case SOFT_REBOOT ->
                (work.isTakenUp() ? Outcome.done() : world.hypervisor().requestReboot(server.id()))
                        .map(done -> new Progress.Over());
            case STOP -> powerOff(world.hypervisor(), work.entry());
        };
    }

    private Outcome<Unit> run(World world, Server server, Planning planning, UnderWay work, Fence fence) {
        return new KeepAdapters(store)
                .ensure(world, server)
                .then(there -> look(world, server, planning))
                .then(decided -> new PlanRunner(world, fence).run(decided.plan(), work.action()))
                .ifDone(ran -> there(server, ran))
                .map(ran -> Unit.UNIT);
    }

    /**
     * What was lost is there again when the domain was started from its definition; and what was there may be reached by
     * another portal now.
     */
    private void there(Server server, Ran ran) {
        for (Attachment before : store.attachments().ofServer(server.id())) {
            Attachment now =
                    ran.connection(before.volume()).map(before::withConnection).orElse(before);
            switch (before.status()) {
                case LOST -> attachments.attached(now);
                case ATTACHED -> {
                    if (!now.equals(before)) {
                        attachments.attached(now);
                    }
                    attachments.identified(now.volume());
                }
                case ATTACHING, DETACHING -> {}
            }
        }
    }

    /** Presses the power button, or pulls the plug when the guest has had its time. */
    private Outcome<Progress> powerOff(Hypervisor hypervisor, JournalEntry entry) {
        return hypervisor.find(entry.server()).then(domain -> {
            if (domain.map(DomainSnapshot::power).orElse(Power.OFF) == Power.OFF) {
                return Outcome.done(new Progress.Over());
            }
            Instant now = clock.instant();
            Instant first = asked.putIfAbsent(entry.id(), now);
            return first == null || now.isBefore(first.plus(shutdownPatience))
                    ? hypervisor.requestShutdown(entry.server()).map(done -> new Progress.Waiting(hypervisor))
                    : hypervisor.powerOff(entry.server()).map(done -> new Progress.Over());
        });
    }

    private List<Held> held(Server server) {
        return store.attachments().ofServer(server.id()).stream()
                .flatMap(attachment ->
                        store.volumes().find(attachment.volume()).stream().map(volume -> new Held(attachment, volume)))
                .toList();
    }

    private void settle(ServerId id, Verb verb, Optional<Failure> failure, Action action) {
        failure.ifPresentOrElse(action::failed, action::succeeded);
        ServerStatus status = failure.isPresent() ? ServerStatus.ERROR : verb.after;
        // One that was deleted meanwhile has no status.
        rows.change(
                        id,
                        server -> Outcome.done(
                                server.with(status, taskAfter(server, verb)).withFault(failure.map(Failure::sentence))))
                .isDone();
    }

    /** A deletion that was asked for meanwhile is still to come. */
    private static Optional<ServerTask> taskAfter(Server server, Verb verb) {
        return server.task().filter(task -> task != verb.task);
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.Plan;
import io.lunette.port.StateStore;
import io.lunette.run.PlanRunner;
import io.lunette.run.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at a server in the background: notices volumes that it has lost, and takes controllers and iothreads off it that
 * Lunette made and that serve nothing any more.
 * Only a guest that is up lets a controller go, and one that is busy may not even notice that it was asked: so it is asked
 * again, ever more rarely, for about half an hour, and no turn of the server is held in between. What remains then goes
 * with the next detach, stop or reset.
 */
public final class TidyServer {
    private static final int MOST_TRIES = 40;
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final StateStore store;
    private final Hosts hosts;
    private final Turns turns;
    private final LostVolumes lost;
    private final Executor background;
    private final Later later;

    /** The round that is under way; those that began before it end when they see it. */
    private final ConcurrentHashMap<ServerId, Long> rounds = new ConcurrentHashMap<>();

    private final AtomicLong begun = new AtomicLong();

    TidyServer(StateStore store, Hosts hosts, Turns turns, LostVolumes lost, Executor background, Later later) {
        this.store = store;
        this.hosts = hosts;
        this.turns = turns;
        this.lost = lost;
        this.background = background;
        this.later = later;
    }

    /** Begins to tidy, anew where that was under way. */
    public void soon(ServerId server) {
        long round = begun.incrementAndGet();
        rounds.put(server, round);
        background.execute(() -> tryOnce(server, round, 1));
    }

    /** Goes on where an earlier run of the service ended; and looks at every server that runs from time to time. */
    public void all() {
        later.run(BETWEEN_LOOKS, this::all);
        background.execute(() -> store.servers().list(Optional.empty()).stream()
                .filter(server -> server.status() == ServerStatus.ACTIVE)
                .map(Server::id)
                .forEach(this::soon));
    }

    private void tryOnce(ServerId server, long round, int tries) {
        if (!Long.valueOf(round).equals(rounds.get(server))) {
            return;
        }
        boolean again = leavesSomething(turns.take(server, lease -> tidy(server))) && tries < MOST_TRIES;
        if (again) {
            later.run(pauseAfter(tries), () -> tryOnce(server, round, tries + 1));
        } else {
            rounds.remove(server, round);
        }
    }

    /** 1 s, 1 s, 2 s, 4 s ... 1 min. */
    private static Duration pauseAfter(int tries) {
        Duration pause = Duration.ofSeconds(1L << Math.clamp(tries - 2, 0, 6));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Whether it would help to try again; a server or domain that is gone has nothing to tidy. */
    private static boolean leavesSomething(Outcome<Boolean> outcome) {
        return switch (outcome) {
            case Outcome.Done<Boolean>(Boolean leftBehind) -> leftBehind;
            case Outcome.Failed<Boolean> failed ->
                !(failed.failure() instanceof ServerFailure.NotFound
                        || failed.failure() instanceof HostFailure.NoSuchDomain);
        };
    }

    /** Whether something is left that the guest has not let go of. */
    private Outcome<Boolean> tidy(ServerId id) {
        return Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                .then(server -> hosts.of(server.host()).then(world -> tidy(world, server)));
    }

    private Outcome<Boolean> tidy(World world, Server server) {
        return Hosts.view(world, server)
                .ifDone(domain -> lost.look(server, domain))
                .map(domain -> DetachPlanner.planTidy(server, domain))
                .then(plan -> plan.steps().isEmpty() ? Outcome.done(false) : run(world, plan));
    }

    private static Outcome<Boolean> run(World world, Plan plan) {
        return new PlanRunner(world).run(plan, (number, step, state) -> {}).map(ran -> ran.leftBehind());
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.DomainView;
import io.lunette.plan.Plan;
import io.lunette.port.Hypervisor;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.PlanRunner;
import io.lunette.run.StepListener;
import io.lunette.run.World;
import io.lunette.usecase.lease.Later;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at servers in the background, and makes what is known of them agree with what their hosts show: work that was left
 * is brought to its end, the status tells the truth, volumes that were lost are shown so, left-overs go, and so do
 * controllers and iothreads of Lunette's that serve nothing any more.
 * Only a guest that is up lets a controller go, and one that is busy may not even notice that it was asked: so it is asked
 * again, ever more rarely, for about half an hour, and no turn of the server is held in between. What remains then goes
 * with the next detach, stop or reset.
 */
public final class ReconcileServer {
    private static final int MOST_TRIES = 40;
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final StateStore store;
    private final Hosts hosts;
    private final Turns turns;
    private final PowerTruth power;
    private final LostVolumes lost;
    private final LeftBehind leftBehind;
    private final KeepSecrets secrets;
    private final KeepAdapters adapters;
    private final Executor background;
    private final Later later;

    /** The round that is under way; those that began before it end when they see it. */
    private final ConcurrentHashMap<ServerId, Long> rounds = new ConcurrentHashMap<>();

    private final AtomicLong begun = new AtomicLong();

    ReconcileServer(
            StateStore store,
            Hosts hosts,
            Turns turns,
            PowerTruth power,
            LostVolumes lost,
            Executor background,
            Later later) {
        this.store = store;
        this.hosts = hosts;
        this.turns = turns;
        this.power = power;
        this.lost = lost;
        this.leftBehind = new LeftBehind(store);
        this.secrets = new KeepSecrets(store);
        this.adapters = new KeepAdapters(store);
        this.background = background;
        this.later = later;
    }

    /** Begins to tidy, anew where that was under way. */
    public void soon(ServerId server) {
        long round = begun.incrementAndGet();
        rounds.put(server, round);
        background.execute(() -> tryOnce(server, round, 1));
    }

    /**
     * Watches hosts for as long as they are known: their servers are looked at when they are connected to, when something
     * happens there, and from time to time.
     */
    public void watch() {
        later.run(BETWEEN_LOOKS, this::again);
        hosts.each(world -> world.hypervisor().watch(new Hypervisor.Watcher() {
            @Override
            public void changed(ServerId server) {
                if (store.servers().find(server).isPresent()) {
                    soon(server);
                }
            }

            @Override
            public void connected() {
                secrets.setAll(world);
                onHost(world);
            }
        }));
    }

    private void again() {
        later.run(BETWEEN_LOOKS, this::again);
        background.execute(() -> hosts.worlds().forEach(this::onHost));
    }

    private void onHost(World world) {
        secrets.look(world);
        store.servers().onHost(world.hypervisor().name()).stream()
                .filter(ReconcileServer::isWorthALook)
                .map(Server::id)
                .forEach(this::soon);
    }

    static boolean isWorthALook(Server server) {
        return switch (server.status()) {
            case ACTIVE, PAUSED, SHUTOFF -> true;
            case BUILD, REBOOT, HARD_REBOOT, MIGRATING, ERROR, DELETED -> false;
        };
    }

    private void tryOnce(ServerId server, long round, int tries) {
        if (!Long.valueOf(round).equals(rounds.get(server))) {
            return;
        }
        boolean again = leavesSomething(turns.take(server, fence -> tidy(server, fence))) && tries < MOST_TRIES;
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
    private Outcome<Boolean> tidy(ServerId id, Fence fence) {
        return Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                .then(server -> hosts.of(server.host()).then(world -> tidy(world, server, fence)));
    }

    private Outcome<Boolean> tidy(World world, Server server, Fence fence) {
        adapters.look(world, server);
        return Hosts.look(world, server).then(domain -> {
            if (power.look(server, domain)) {
                return Outcome.done(true);
            }
            DomainView view = DomainView.of(domain);
            lost.look(server, view);
            leftBehind.cleanUp(world, server, view, fence);
            Plan plan = DetachPlanner.planTidy(server, view);
            return plan.steps().isEmpty() ? Outcome.done(false) : run(world, plan, fence);
        });
    }

    private static Outcome<Boolean> run(World world, Plan plan, Fence fence) {
        return new PlanRunner(world, fence).run(plan, StepListener.NOBODY).map(ran -> ran.leftBehind());
    }
}

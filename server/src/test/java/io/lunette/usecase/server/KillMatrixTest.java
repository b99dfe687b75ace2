package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.model.ClusterId;
import io.lunette.model.Image;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.usecase.cluster.CreateCluster;
import io.lunette.usecase.server.KillableStore.Killed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The program dies at every point of every kind of work, is started again, and in its second life at every point once
 * more; after its third start store, host and target say the same, and nothing is left.
 */
class KillMatrixTest {

    /**
     * One kind of work.
     *
     * @param prepare makes the world in which it is done, and gives it
     * @param stride of the second lives, whose points are many where several servers are changed */
    private record Scenario(String name, int stride, Function<ServerWorld, Consumer<ServerWorld>> prepare) {
        Scenario(String name, Function<ServerWorld, Consumer<ServerWorld>> prepare) {
            this(name, 3, prepare);
        }
    }

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("boot from a LUN", world -> {
                Volume root = world.volume(PASSTHROUGH);
                return now -> boot(now, request(Optional.empty(), lun(root, 0)));
            }),
            new Scenario("boot from an image, with a LUN", world -> {
                Image image = world.image(Map.of());
                Volume data = world.volume(PASSTHROUGH);
                return now -> boot(now, request(Optional.of(image.id()), lun(data, 1)));
            }),
            new Scenario("attach with a new controller", world -> {
                Server server = world.running();
                Volume volume = world.volume(PASSTHROUGH);
                return now -> attach(now, server, volume);
            }),
            new Scenario("attach to a controller that is there", world -> {
                Server server = lunServer(world);
                Volume volume = world.volume(PASSTHROUGH);
                return now -> attach(now, server, volume);
            }),
            new Scenario("attach to a server that is off", world -> {
                Server server = world.running();
                stop(world, server);
                world.work(2);
                Volume volume = world.volume(PASSTHROUGH);
                return now -> attach(now, server, volume);
            }),
            new Scenario("detach", world -> {
                Server server = world.running();
                Volume volume = world.volume(PASSTHROUGH);
                attach(world, server, volume);
                return now -> {
                    now.servers
                            .detach()
                            .detach(again(ANN), server.id(), volume.id())
                            .isDone();
                    now.work();
                };
            }),
            new Scenario("detach by force", world -> {
                Server server = world.running();
                Volume volume = world.volume(PASSTHROUGH);
                attach(world, server, volume);
                return now -> {
                    now.servers
                            .forceDetach()
                            .detach(again(ServerWorld.ADMIN), server.id(), volume.id())
                            .isDone();
                    now.work();
                };
            }),
            new Scenario("extend under a running guest", world -> {
                Server server = world.running();
                Volume volume = world.volume(PASSTHROUGH);
                attach(world, server, volume);
                return now -> extend(now, volume);
            }),
            new Scenario("extend under two that run and one that does not", world -> {
                Volume volume = world.volume(ANN, PASSTHROUGH, true);
                for (int i = 0; i < 3; i++) {
                    Server server = world.running();
                    attach(world, server, volume);
                    if (i == 1) {
                        stop(world, server);
                        world.work(2);
                    }
                }
                return now -> extend(now, volume);
            }),
            new Scenario("delete, with a volume that goes with it", world -> {
                Server server = lunServer(world);
                Volume volume = world.volume(PASSTHROUGH);
                attach(world, server, volume);
                world.servers
                        .volumes()
                        .deleteOnTermination(ANN, server.id(), volume.id(), true)
                        .get();
                return now -> {
                    now.servers.delete().delete(again(ANN), server.id()).isDone();
                    now.work();
                };
            }),
            new Scenario("attach, and a deletion is asked for meanwhile", world -> {
                Server server = lunServer(world);
                Volume volume = world.volume(PASSTHROUGH);
                return now -> {
                    now.hypervisor
                            .interference()
                            .before(
                                    Call.ATTACH_DEVICE,
                                    () -> now.servers
                                            .delete()
                                            .delete(again(ANN), server.id())
                                            .isDone());
                    try {
                        attach(now, server, volume);
                    } finally {
                        now.hypervisor.interference().stop();
                    }
                };
            }),
            new Scenario("make a cluster", 23, world -> {
                Server one = world.running();
                Server two = lunServer(world);
                Volume data = world.volume(ANN, PASSTHROUGH, true);
                Volume log = world.volume(ANN, PASSTHROUGH, true);
                attach(world, one, log);
                return now -> cluster(now, List.of(one, two), List.of(data, log));
            }),
            new Scenario("make a cluster that fails at the last attach", 23, world -> {
                Server one = world.running();
                Server two = world.running();
                Volume data = world.volume(ANN, PASSTHROUGH, true);
                return now -> {
                    now.hypervisor
                            .interference()
                            .failNth(4, Call.ATTACH_DEVICE, new HostFailure.Refused("host1", "attach", "arranged"));
                    try {
                        cluster(now, List.of(one, two), List.of(data));
                    } finally {
                        now.hypervisor.interference().stop();
                    }
                };
            }),
            new Scenario("add a server to a cluster", world -> {
                Server one = world.running();
                Server two = world.running();
                Volume data = world.volume(ANN, PASSTHROUGH, true);
                cluster(world, List.of(one), List.of(data));
                return now -> {
                    now.clusters
                            .add()
                            .server(again(ANN), onlyCluster(now), two.id(), Optional.empty(), false)
                            .isDone();
                    now.work();
                };
            }),
            new Scenario("end a cluster", 23, world -> {
                Server one = world.running();
                Server two = world.running();
                Volume data = world.volume(ANN, PASSTHROUGH, true);
                cluster(world, List.of(one, two), List.of(data));
                return now -> {
                    now.clusters.remove().all(again(ANN), onlyCluster(now)).isDone();
                    now.work();
                };
            }),
            new Scenario("delete a server of a cluster", world -> {
                Server one = world.running();
                Server two = world.running();
                Volume data = world.volume(ANN, PASSTHROUGH, true);
                cluster(world, List.of(one, two), List.of(data));
                return now -> {
                    now.servers.delete().delete(again(ANN), one.id()).isDone();
                    now.work();
                };
            }),
            new Scenario("stop", world -> {
                Server server = lunServer(world);
                return now -> {
                    stop(now, server);
                    now.work();
                };
            }),
            new Scenario("start", world -> {
                Server server = lunServer(world);
                stop(world, server);
                world.work(2);
                return now -> {
                    now.servers.power().start(again(ANN), server.id()).isDone();
                    now.work();
                };
            }),
            new Scenario("hard reboot", world -> {
                Server server = lunServer(world);
                return now -> {
                    now.servers.power().reboot(again(ANN), server.id(), true).isDone();
                    now.work();
                };
            }));

    private static Server lunServer(ServerWorld world) {
        return world.booted(request(Optional.empty(), lun(world.volume(PASSTHROUGH), 0)));
    }

    private static void boot(ServerWorld world, BootServer.Request request) {
        world.boot(ANN, request).get();
        world.work();
    }

    private static void attach(ServerWorld world, Server server, Volume volume) {
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .isDone();
        world.work();
    }

    private static void extend(ServerWorld world, Volume volume) {
        world.servers.extend().extend(again(ANN), volume.id(), 3, true).isDone();
        world.work();
    }

    private static void cluster(ServerWorld world, List<Server> servers, List<Volume> volumes) {
        world.clusters
                .create()
                .create(
                        again(ANN),
                        new CreateCluster.Request(
                                "rac",
                                servers.stream().map(Server::id).toList(),
                                volumes.stream().map(Volume::id).toList(),
                                Map.of(),
                                false))
                .isDone();
        world.work();
    }

    private static ClusterId onlyCluster(ServerWorld world) {
        return world.store.clusters().list(Optional.empty()).getFirst().id();
    }

    private static void stop(ServerWorld world, Server server) {
        world.servers.power().stop(again(ANN), server.id()).isDone();
    }

    @TestFactory
    Stream<DynamicTest> work_that_is_killed_anywhere_is_finished_or_undone() {
        return SCENARIOS.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> killEverywhere(scenario)));
    }

    private static void killEverywhere(Scenario scenario) {
        int points = 0;
        int twice = 0;
        while (!survives(scenario, points + 1, Long.MAX_VALUE)) {
            points++;
            for (int second = 1; !survives(scenario, points, second); second += scenario.stride()) {
                twice++;
            }
        }
        assertTrue(points > 8, "there were points to be killed at: " + points);
        System.out.printf(
                "%-45s killed at %3d points, and again in %4d ways: all survived%n", scenario.name(), points, twice);
    }

    /** Whether it came to its end before it was to be killed, the second time if there is one. */
    private static boolean survives(Scenario scenario, long first, long second) {
        ServerWorld before = new ServerWorld();
        Consumer<ServerWorld> work = scenario.prepare().apply(before);
        before.work(2);
        boolean wasKilled = !lives(before, first, work);
        boolean again = !lives(before, second, ServerWorld::takeUp);
        lives(before, Long.MAX_VALUE, ServerWorld::takeUp);
        try {
            new Invariants(before).hold();
        } catch (AssertionError broken) {
            throw new AssertionError(
                    scenario.name() + ", killed at point " + first + (again ? " and at " + second : ""), broken);
        }
        return second == Long.MAX_VALUE ? !wasKilled : !again;
    }

    private static boolean lives(ServerWorld before, long killAt, Consumer<ServerWorld> work) {
        KillableStore killable = new KillableStore(before.store, before.store.journal(), killAt);
        try {
            work.accept(new ServerWorld(before, killable));
        } catch (Killed killed) {
            return false;
        }
        return !killable.isDead();
    }
}

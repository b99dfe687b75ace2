package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.Test;

/** What is asked for at the same moment, many times over; afterwards store, host and target say the same. */
class RacesTest {
    private static final int TIMES = 200;
    private static final int CROWD = 64;

    /** Counts what is done in the background, to wait for its end. */
    private final Phaser background = new Phaser(1);

    private final ServerWorld world = new ServerWorld(work -> {
        background.register();
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } finally {
                background.arriveAndDeregister();
            }
        });
    });

    private void awaitBackground() {
        background.arriveAndAwaitAdvance();
        world.work();
        background.arriveAndAwaitAdvance();
    }

    private Server booted() {
        Server server = world.boot(ANN, request(Optional.empty(), lun(world.volume(PASSTHROUGH), 0)))
                .get();
        awaitBackground();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        return server;
    }

    private Outcome<?> attach(Server server, Volume volume) {
        return world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false));
    }

    private Outcome<?> detach(Server server, Volume volume) {
        return world.servers.detach().detach(again(ANN), server.id(), volume.id());
    }

    private Outcome<?> delete(Server server) {
        return world.servers.delete().delete(again(ANN), server.id());
    }

    private List<Outcome<?>> together(List<Callable<Outcome<?>>> requests) {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome<?>>> running = new ArrayList<>();
            for (Callable<Outcome<?>> request : requests) {
                running.add(threads.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            List<Outcome<?>> outcomes = new ArrayList<>();
            for (Future<Outcome<?>> each : running) {
                outcomes.add(each.get());
            }
            awaitBackground();
            return outcomes;
        } catch (ExecutionException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static List<String> refusals(List<Outcome<?>> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.failureIfAny().stream())
                .map(Failure::code)
                .toList();
    }

    @Test
    void of_two_attaches_of_one_volume_one_wins() {
        Server one = booted();
        Server other = booted();
        for (int time = 0; time < TIMES; time++) {
            Volume volume = world.volume(PASSTHROUGH);

            List<Outcome<?>> outcomes = together(List.of(() -> attach(one, volume), () -> attach(other, volume)));

            assertEquals(List.of("volume.not-available"), refusals(outcomes));
            Attachment winner = world.store.attachments().ofVolume(volume.id()).getFirst();
            new Invariants(world).hold();
            detach(world.server(winner.server()), volume).get();
            awaitBackground();
        }
    }

    @Test
    void two_attaches_to_one_server_get_two_places() {
        Server server = booted();
        for (int time = 0; time < TIMES; time++) {
            Volume one = world.volume(PASSTHROUGH);
            Volume other = world.volume(PASSTHROUGH);

            List<Outcome<?>> outcomes = together(List.of(() -> attach(server, one), () -> attach(server, other)));

            assertEquals(List.of(), refusals(outcomes));
            assertNotEquals(
                    world.store.attachments().ofVolume(one.id()).getFirst().slot(),
                    world.store.attachments().ofVolume(other.id()).getFirst().slot());
            new Invariants(world).hold();
            assertEquals(
                    List.of(), refusals(together(List.of(() -> detach(server, one), () -> detach(server, other)))));
        }
    }

    @Test
    void an_attach_and_a_deletion_leave_the_volume_free() {
        for (int time = 0; time < TIMES; time++) {
            Server server = booted();
            Volume volume = world.volume(PASSTHROUGH);

            List<Outcome<?>> outcomes = together(List.of(() -> attach(server, volume), () -> delete(server)));

            assertTrue(
                    Set.of("server.wrong-state", "server.not-found", "server.busy")
                            .containsAll(refusals(outcomes)),
                    refusals(outcomes).toString());
            assertEquals(Optional.empty(), world.store.servers().find(server.id()));
            assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
            new Invariants(world).hold();
        }
    }

    @Test
    void of_two_detaches_one_at_least_is_done_and_the_volume_is_free() {
        Server server = booted();
        for (int time = 0; time < TIMES; time++) {
            Volume volume = world.volume(PASSTHROUGH);
            attach(server, volume).get();

            List<Outcome<?>> outcomes = together(List.of(() -> detach(server, volume), () -> detach(server, volume)));

            assertTrue(
                    refusals(outcomes).isEmpty() || refusals(outcomes).equals(List.of("server.volume-not-attached")),
                    refusals(outcomes).toString());
            assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
            new Invariants(world).hold();
        }
    }

    @Test
    void of_many_servers_that_want_one_lun_one_gets_it() {
        List<Server> servers = new ArrayList<>();
        for (int number = 0; number < CROWD; number++) {
            servers.add(booted());
        }
        Volume volume = world.volume(PASSTHROUGH);

        List<Outcome<?>> outcomes = together(servers.stream()
                .<Callable<Outcome<?>>>map(server -> () -> attach(server, volume))
                .toList());

        assertEquals(CROWD - 1, refusals(outcomes).size());
        assertEquals(Set.of("volume.not-available"), Set.copyOf(refusals(outcomes)));
        new Invariants(world).hold();
    }
}

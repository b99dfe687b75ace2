package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.contract.SettableClock;
import io.lunette.server.store.PostgresAddress;
import io.lunette.server.store.PostgresServer;
import io.lunette.server.store.SqlStateStore;
import io.lunette.server.work.DurableWork;
import io.lunette.server.work.Pace;
import io.lunette.usecase.flavor.DefaultFlavors;
import io.lunette.usecase.server.KillableStore.Killed;
import io.lunette.usecase.server.ServerWorld.Controller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two controllers on one PostgreSQL: what one leaves when it is killed, the other brings to its end. */
class TwoControllersTest {
    private static final Pace QUICK = new Pace(Duration.ofMillis(50), Duration.ofMillis(200));
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(40);
    private static final int PLACES = 30;
    private static final int EACH_THIRD = 3;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final PostgresAddress database = PostgresServer.get().newDatabase();
    private final ServerWorld world = new ServerWorld();

    @Test
    void an_attach_that_a_killed_controller_left_is_brought_to_its_end_by_the_other() throws InterruptedException {
        int killed = 0;
        try (SqlStateStore norths = SqlStateStore.openBeside(database, PostgresServer.keys(), clock)
                        .get();
                SqlStateStore souths = SqlStateStore.openBeside(database, PostgresServer.keys(), clock)
                        .get();
                DurableWork north = new DurableWork(norths, norths.connections(), "north", clock, QUICK);
                DurableWork south = new DurableWork(souths, souths.connections(), "south", clock, QUICK)) {
            new DefaultFlavors(norths.flavors()).bootstrap();
            ServerUseCases other = world.servers(new Controller("south", souths, souths.journal(), south));
            south.start(
                    work -> other.resume().resume(work) ? Optional.empty() : Optional.of(Duration.ofSeconds(1)), false);
            for (int place = 2; place < PLACES; place += EACH_THIRD) {
                Volume root = volume(norths);
                Volume volume = volume(norths);
                Server server = booted(other, souths, root);
                KillableStore killable = new KillableStore(norths, norths.journal(), place);
                ServerUseCases first =
                        world.servers(new Controller("north", killable.store(), killable.journal(), north));
                killed += attachAndDie(first, server, volume) ? 1 : 0;
                awaitEnd(souths);
                VolumeStatus status =
                        souths.volumes().find(volume.id()).orElseThrow().status();
                assertEquals(
                        status == VolumeStatus.IN_USE ? List.of(server.initiator()) : List.of(), world.seenBy(volume));
                assertEquals(
                        status == VolumeStatus.IN_USE,
                        world.live(server.id()).diskByAlias("ua-" + volume.id()).isPresent());
                assertTrue(status == VolumeStatus.IN_USE || status == VolumeStatus.AVAILABLE, status.toString());
            }
        }
        assertTrue(killed > 3, "it was killed: " + killed);
    }

    private Volume volume(SqlStateStore store) {
        Volume volume = world.volume(PASSTHROUGH);
        store.volumes().insert(volume);
        return volume;
    }

    private Server booted(ServerUseCases servers, SqlStateStore store, Volume root) {
        Server begun = servers.boot()
                .boot(again(ANN), request(Optional.empty(), lun(root, 0)), 1, 1)
                .get()
                .getFirst();
        world.work();
        return store.servers().find(begun.id()).orElseThrow();
    }

    private static boolean attachAndDie(ServerUseCases servers, Server server, Volume volume) {
        try {
            servers.attach()
                    .attach(
                            again(ANN),
                            new AttachVolume.Request(
                                    server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                    .isDone();
            return false;
        } catch (Killed killed) {
            return true;
        }
    }

    /** The killed one's lease ends, and its work is missed. */
    private void awaitEnd(SqlStateStore store) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!store.journal().all().isEmpty()) {
            clock.forward(LEASE_AND_MORE);
            assertTrue(System.nanoTime() < end, () -> "left: " + store.journal().all());
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}

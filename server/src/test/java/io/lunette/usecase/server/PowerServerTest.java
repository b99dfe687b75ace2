package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Outcome;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import io.lunette.port.DomainSnapshot.Power;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PowerServerTest {
    private final ServerWorld world = new ServerWorld();

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    @Test
    void a_server_stops_and_starts() {
        Server server = world.running();
        world.servers.power().stop(again(ANN), server.id()).get();
        assertEquals(
                Optional.of(ServerTask.POWERING_OFF), world.server(server.id()).task());
        world.work();
        assertEquals(ServerStatus.SHUTOFF, world.server(server.id()).status());
        assertEquals(Power.OFF, world.domain(server.id()).power());
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertEquals(Power.RUNNING, world.domain(server.id()).power());
    }

    @Test
    void a_running_server_is_not_started_and_a_stopped_one_not_rebooted_softly() {
        Server server = world.running();
        assertEquals("server.wrong-state", code(world.servers.power().start(again(ANN), server.id())));
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        assertEquals("server.wrong-state", code(world.servers.power().reboot(again(ANN), server.id(), false)));
    }

    @Test
    void a_server_takes_one_task_at_a_time() {
        Server server = world.running();
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        assertEquals(ServerStatus.HARD_REBOOT, world.server(server.id()).status());
        assertEquals("server.wrong-state", code(world.servers.power().stop(again(ANN), server.id())));
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
    }

    @Test
    void a_server_whose_lun_became_another_is_not_started() {
        Volume volume = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        Server server = world.booted(request(Optional.empty(), lun(volume, 0)));
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        world.source.swapIdentities(volume.id(), other.id());
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ERROR, world.server(server.id()).status());
        assertTrue(world.server(server.id()).fault().orElseThrow().contains("identity"));
        assertEquals(Power.OFF, world.domain(server.id()).power());
    }
}

package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeleteServerTest {
    private final ServerWorld world = new ServerWorld();

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    @Test
    void deleting_frees_every_volume_and_deletes_those_that_were_to_go_with_the_server() {
        Volume root = world.volume(PASSTHROUGH);
        Volume data = world.volume(PASSTHROUGH);
        Server server = world.booted(request(Optional.empty(), lun(root, 0)));
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), data.id(), Optional.empty(), Optional.empty(), false))
                .get();
        world.servers
                .volumes()
                .deleteOnTermination(ANN, server.id(), data.id(), true)
                .get();
        world.servers.delete().delete(again(ANN), server.id()).get();
        assertEquals(Optional.of(ServerTask.DELETING), world.server(server.id()).task());
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(server.id()));
        assertFalse(world.hasDomain(server.id()));
        assertEquals(VolumeStatus.AVAILABLE, world.row(root).status());
        assertEquals(List.of(), world.seenBy(root));
        assertEquals(Optional.empty(), world.store.volumes().find(data.id()));
    }

    @Test
    void a_host_that_refuses_leaves_the_server_in_error_and_a_second_try_removes_it() {
        Server server = world.running();
        world.hypervisor
                .interference()
                .failNext(Call.UNDEFINE, new HostFailure.Refused("host1", "undefine the domain", "so it was arranged"));
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ERROR, world.server(server.id()).status());
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(server.id()));
    }

    @Test
    void a_deletion_waits_for_a_host_that_is_gone_however_long_and_goes_on_when_it_answers() {
        Volume root = world.volume(PASSTHROUGH);
        Server server = world.booted(request(Optional.empty(), lun(root, 0)));
        world.hypervisor.interference().failAll(new HostFailure.Unreachable("host1", "it is down"));
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work(20);
        assertEquals(Optional.of(ServerTask.DELETING), world.server(server.id()).task());
        assertEquals(VolumeStatus.IN_USE, world.row(root).status());

        world.hypervisor.interference().stop();
        world.work();

        assertEquals(Optional.empty(), world.store.servers().find(server.id()));
        assertEquals(VolumeStatus.AVAILABLE, world.row(root).status());
        new Invariants(world).hold();
    }

    @Test
    void deleting_twice_at_once_is_deleting_once() {
        Server server = world.running();
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(server.id()));
    }

    @Test
    void a_reboot_that_ends_after_a_deletion_was_asked_for_does_not_hide_it() {
        Server server = world.running();
        world.servers.power().reboot(again(ANN), server.id(), true).get();
        world.servers.delete().delete(again(ANN), server.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(server.id()));
        assertFalse(world.hasDomain(server.id()));
    }

    @Test
    void a_locked_server_is_kept_from_its_project_and_not_from_an_administrator() {
        Server server = world.running();
        world.servers.lock().lock(ANN, server.id(), Optional.of("mine")).get();
        assertEquals("server.locked", code(world.servers.delete().delete(again(ANN), server.id())));
        assertEquals("server.not-found", code(world.servers.delete().delete(again(BOB), server.id())));
        world.work();
        assertTrue(world.hasDomain(server.id()));
        world.servers.delete().delete(again(ADMIN), server.id()).get();
        world.work();
        assertFalse(world.hasDomain(server.id()));
    }
}

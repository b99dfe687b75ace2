package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.usecase.server.ServerDevices.AttachedDisk;
import io.lunette.usecase.server.ServerDevices.Controller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShowDevicesTest {
    private final ServerWorld world = new ServerWorld();
    private final Server server = world.running();

    private void attach(Volume volume) {
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .get();
    }

    private ServerDevices devices() {
        return world.servers.devices().show(ANN, server.id()).get();
    }

    @Test
    void each_controller_is_shown_with_the_disks_on_it_and_the_volumes_that_they_are() {
        Volume first = world.volume(PASSTHROUGH);
        Volume second = world.volume(PASSTHROUGH);
        attach(first);
        attach(second);
        List<Controller> controllers = devices().controllers();
        assertEquals(
                List.of("lsilogic", "virtio-scsi"),
                controllers.stream()
                        .map(controller -> controller.controller().model())
                        .toList());
        assertEquals(
                List.of(first.id(), second.id()),
                controllers.getLast().addresses().stream()
                        .map(address -> address.disk()
                                .flatMap(AttachedDisk::volume)
                                .orElseThrow()
                                .id())
                        .toList());
        assertEquals(Scope.LIVE, devices().seen());
    }

    @Test
    void a_disk_on_another_bus_stands_by_itself() {
        Server plain = world.booted(
                ServerWorld.request(Optional.of(world.image(Map.of()).id())));
        ServerDevices devices = world.servers.devices().show(ANN, plain.id()).get();
        assertEquals(List.of(), devices.controllers());
        AttachedDisk disk = devices.others().getFirst();
        assertEquals("virtio", disk.disk().bus());
        assertEquals(Optional.empty(), disk.volume());
    }

    @Test
    void a_server_that_is_off_shows_its_definition() {
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
        assertEquals(Scope.PERSISTENT, devices().seen());
    }

    @Test
    void a_controller_that_the_guest_has_not_let_go_is_leaving() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(volume);
        world.hypervisor.guestsHoldDevices(true);
        world.servers.detach().detach(again(ANN), server.id(), volume.id()).get();
        world.work();
        Controller controller = devices().controllers().getLast();
        assertTrue(controller.leaving());
        assertEquals(List.of(), controller.addresses());
    }

    @Test
    void a_server_of_another_project_is_not_there() {
        assertEquals(
                "server.not-found",
                world.servers
                        .devices()
                        .show(BOB, server.id())
                        .failureIfAny()
                        .orElseThrow()
                        .code());
    }
}

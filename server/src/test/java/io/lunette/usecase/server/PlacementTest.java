package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Flavor;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.host.HostUseCases;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts, and which of them a new server goes to. */
class PlacementTest {
    private static final HostName SOUTH = new HostName("host1");
    private static final HostName NORTH = new HostName("north");
    private static final HostUri FAR = HostUri.parse("qemu+ssh://north/system").get();

    private final ServerWorld world = new ServerWorld();
    private final Map<HostName, SimulatedHypervisor> opened = new HashMap<>();
    private final HostUseCases hosts = HostUseCases.on(new HostUseCases.Ports(
            world.store, world.hosts, this::open, false, (after, work) -> {}, () -> Instant.EPOCH));

    private SimulatedHypervisor open(Host host) {
        SimulatedHypervisor made = new SimulatedHypervisor(host.name());
        opened.put(host.name(), made);
        return made;
    }

    @BeforeEach
    void addNorth() {
        hosts.follow().start(HostUri.parse("qemu:///system").get());
        hosts.add()
                .add(
                        ADMIN,
                        NORTH,
                        HostUri.parse("qemu+ssh://127.0.0.1/system").get(),
                        Optional.of("attic"),
                        LunPath.NETWORK)
                .get();
    }

    private Outcome<Server> boot(Optional<String> zone, Optional<HostName> host) {
        return boot("0", zone, host, world.volume(PASSTHROUGH));
    }

    private Outcome<Server> boot(String flavor, Optional<String> zone, Optional<HostName> host, Volume root) {
        BootServer.Request plain = request(Optional.empty(), lun(root, 0));
        return world.boot(
                ANN,
                new BootServer.Request(
                        plain.name(),
                        plain.description(),
                        flavor,
                        plain.image(),
                        plain.blockDevices(),
                        plain.metadata(),
                        plain.tags(),
                        plain.keyName(),
                        zone,
                        host));
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    @Test
    void servers_are_spread_by_the_memory_that_is_left() {
        assertEquals(SOUTH, boot(Optional.empty(), Optional.empty()).get().host());
        assertEquals(NORTH, boot(Optional.empty(), Optional.empty()).get().host());
        assertEquals(SOUTH, boot(Optional.empty(), Optional.empty()).get().host());
    }

    @Test
    void a_zone_and_a_host_that_were_asked_for_are_honoured() {
        assertEquals(NORTH, boot(Optional.of("attic"), Optional.empty()).get().host());
        assertEquals(NORTH, boot(Optional.empty(), Optional.of(NORTH)).get().host());
        assertEquals(SOUTH, boot(Optional.of("nova"), Optional.of(SOUTH)).get().host());
        assertEquals(
                "hosts.no-such-zone",
                failure(boot(Optional.of("mars"), Optional.empty())).code());
        assertEquals(
                "server.no-such-host",
                failure(boot(Optional.empty(), Optional.of(new HostName("mars"))))
                        .code());
        Failure contradiction = failure(boot(Optional.of("nova"), Optional.of(NORTH)));
        assertEquals("hosts.none-fits", contradiction.code());
        assertTrue(contradiction.why().contains("north: it is in zone attic"), contradiction.why());
    }

    @Test
    void a_host_that_is_disabled_takes_no_new_server_and_keeps_those_that_it_has() {
        Server before = boot(Optional.empty(), Optional.of(NORTH)).get();
        world.work();
        hosts.change()
                .change(ADMIN, NORTH, host -> host.taking(false, Optional.of("new fans")))
                .get();
        assertEquals(SOUTH, boot(Optional.empty(), Optional.empty()).get().host());
        assertEquals(SOUTH, boot(Optional.empty(), Optional.empty()).get().host());
        Failure refused = failure(boot(Optional.empty(), Optional.of(NORTH)));
        assertTrue(refused.why().contains("it is disabled (new fans)"), refused.why());
        world.servers.delete().delete(ServerWorld.again(ANN), before.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(before.id()));
    }

    @Test
    void a_host_that_is_gone_gets_no_server_and_the_other_goes_on() {
        Server there = boot(Optional.empty(), Optional.of(NORTH)).get();
        world.work();
        opened.get(NORTH).interference().failAll(new HostFailure.Unreachable("north", "it is down"));
        Volume volume = world.volume(PASSTHROUGH);
        Server here = boot("0", Optional.empty(), Optional.empty(), volume).get();
        world.work();
        assertEquals(SOUTH, here.host());
        assertEquals(ServerStatus.ACTIVE, world.server(here.id()).status());
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(
                false, world.servers.show().shown(List.of(there)).getFirst().hostReached());
        assertEquals(
                "host.unreachable",
                failure(boot(Optional.empty(), Optional.of(NORTH))).code());
        assertEquals("up, down", states());
    }

    private String states() {
        return String.join(
                ", ",
                hosts.show().list().stream()
                        .map(host -> host.capabilities().isDone() ? "up" : "down")
                        .toList());
    }

    @Test
    void one_that_fits_nowhere_is_refused_with_the_reason_of_each_host() {
        world.store.flavors().insert(new Flavor("huge", "huge", 1, 2 << 20, 0, 0, 0, true, "", Map.of()));
        world.store.flavors().insert(new Flavor("wide", "wide", 2000, 64, 0, 0, 0, true, "", Map.of()));
        Volume volume = world.volume(PASSTHROUGH);
        Failure memory = failure(boot("huge", Optional.empty(), Optional.empty(), volume));
        assertEquals("hosts.none-fits", memory.code());
        assertTrue(memory.why().matches("host1: it has \\d+ MiB of memory left.*; north: it has .*"), memory.why());
        Failure cpus = failure(boot("wide", Optional.empty(), Optional.empty(), volume));
        assertTrue(cpus.why().contains("vCPUs left"), cpus.why());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.store.servers().list(Optional.empty()));
        assertEquals(
                NORTH,
                boot("huge", Optional.empty(), Optional.of(NORTH), volume).get().host(),
                "whoever names a host may overcommit it");
    }

    private Volume onLoopback(Volume volume) {
        Lun lun = volume.lun().orElseThrow();
        assertTrue(world.store
                .volumes()
                .update(volume.withLun(new Lun(
                        new LunAddress(
                                List.of(new Portal("127.0.0.1", 3261)),
                                lun.onNetwork().target(),
                                lun.onNetwork().number()),
                        lun.identity(),
                        false))));
        return world.row(volume);
    }

    @Test
    void another_machine_does_not_see_a_lun_on_the_controllers_loopback() {
        HostName far = new HostName("far");
        hosts.add().add(ADMIN, far, FAR, Optional.of("abroad"), LunPath.NETWORK).get();
        Volume volume = onLoopback(world.volume(PASSTHROUGH));
        Outcome<Server> refused = boot("0", Optional.of("abroad"), Optional.empty(), volume);
        assertTrue(
                failure(refused).why().contains("far: it does not see volume " + volume.id()),
                failure(refused).why());
        assertTrue(hosts.explain().explain(ADMIN, "0", Optional.empty(), List.of(volume.id())).get().stream()
                .anyMatch(host -> host.host().equals(far) && !host.takesIt()));
    }
}

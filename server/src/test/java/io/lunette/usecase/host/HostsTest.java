package io.lunette.usecase.host;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.LunPath;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.ServerWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HostsTest {
    private static final HostName OWN = new HostName("host1");
    private static final HostName NORTH = new HostName("north");
    private static final HostUri LOCAL = HostUri.parse("qemu:///system").get();
    private static final HostUri SSH = HostUri.parse("qemu+ssh://north/system").get();

    private final ServerWorld world = new ServerWorld();
    private final List<Runnable> later = new ArrayList<>();
    private Function<Host, SimulatedHypervisor> opener = host -> new SimulatedHypervisor(host.name());

    private HostUseCases hosts(Hosts registry, boolean allowUntrusted) {
        return HostUseCases.on(new HostUseCases.Ports(
                world.store,
                registry,
                host -> opener.apply(host),
                allowUntrusted,
                (after, work) -> later.add(work),
                () -> Instant.EPOCH));
    }

    private HostUseCases hosts() {
        return hosts(world.hosts, false);
    }

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    private List<String> names() {
        return world.hosts.worlds().stream()
                .map(each -> each.hypervisor().name().text())
                .toList();
    }

    @Test
    void only_administrators_add_change_and_remove_hosts() {
        assertEquals(
                "identity.not-allowed", code(hosts().add().add(ANN, NORTH, SSH, Optional.empty(), LunPath.NETWORK)));
        assertEquals("identity.not-allowed", code(hosts().change().change(ANN, OWN, host -> host)));
        assertEquals("identity.not-allowed", code(hosts().remove().remove(ANN, OWN)));
        assertEquals("identity.not-allowed", code(hosts().explain().explain(ANN, "0", Optional.empty(), List.of())));
    }

    @Test
    void a_host_that_does_not_answer_is_not_added() {
        opener = host -> {
            SimulatedHypervisor down = new SimulatedHypervisor(host.name());
            down.interference().failAll(new HostFailure.Unreachable("north", "no route to host"));
            return down;
        };
        assertEquals("host.unreachable", code(hosts().add().add(ADMIN, NORTH, SSH, Optional.empty(), LunPath.NETWORK)));
        assertEquals(Optional.empty(), world.store.hosts().find(NORTH));
        assertEquals(List.of("host1"), names());
    }

    @Test
    void an_unchecked_path_is_for_labs_that_say_so() {
        HostUri open = HostUri.parse("qemu+tcp://north/system").get();
        assertEquals("hosts.untrusted", code(hosts().add().add(ADMIN, NORTH, open, Optional.empty(), LunPath.NETWORK)));
        hosts(world.hosts, true)
                .add()
                .add(ADMIN, NORTH, open, Optional.empty(), LunPath.NETWORK)
                .get();
        assertEquals(List.of("host1", "north"), names());
    }

    @Test
    void one_machine_has_one_name() {
        hosts().follow().start(LOCAL);
        assertEquals("hosts.name-taken", code(hosts().add().add(ADMIN, OWN, SSH, Optional.empty(), LunPath.NETWORK)));
        opener = host -> new SimulatedHypervisor(OWN);
        assertEquals(
                "hosts.known-already", code(hosts().add().add(ADMIN, NORTH, SSH, Optional.empty(), LunPath.NETWORK)));
        assertEquals(List.of("host1"), names());
    }

    @Test
    void a_host_with_servers_and_that_of_the_settings_are_not_removed() {
        HostUseCases hosts = hosts();
        hosts.follow().start(LOCAL);
        hosts.add().add(ADMIN, NORTH, SSH, Optional.empty(), LunPath.NETWORK).get();
        hosts.change()
                .change(ADMIN, OWN, host -> host.taking(false, Optional.empty()))
                .get();
        var server = world.booted(request(Optional.empty(), lun(world.volume(PASSTHROUGH), 0)));
        assertEquals(NORTH, server.host());
        assertEquals("hosts.of-the-settings", code(hosts.remove().remove(ADMIN, OWN)));
        assertEquals("hosts.has-servers", code(hosts.remove().remove(ADMIN, NORTH)));
        world.servers.delete().delete(ServerWorld.again(ANN), server.id()).get();
        world.work();
        hosts.remove().remove(ADMIN, NORTH).get();
        assertEquals(List.of("host1"), names());
        assertEquals("hosts.not-found", code(hosts.remove().remove(ADMIN, NORTH)));
    }

    @Test
    void a_later_run_and_another_controller_reach_the_hosts_that_are_written_down() {
        hosts().follow().start(LOCAL);
        Hosts others = new Hosts(world.hosts.own());
        hosts(others, false).follow().start(LOCAL);
        assertFalse(others.knows(NORTH));
        hosts().add().add(ADMIN, NORTH, SSH, Optional.empty(), LunPath.NETWORK).get();
        List.copyOf(later).forEach(Runnable::run);
        assertTrue(others.knows(NORTH));
        hosts().remove().remove(ADMIN, NORTH).get();
        List.copyOf(later).forEach(Runnable::run);
        assertFalse(others.knows(NORTH));
    }

    @Test
    void the_settings_say_how_their_own_host_is_reached() {
        hosts().follow().start(LOCAL);
        hosts().follow().start(SSH);
        assertEquals(SSH, world.store.hosts().find(OWN).orElseThrow().uri());
    }
}

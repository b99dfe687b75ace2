package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.port.HostCapabilities;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import java.util.List;
import java.util.stream.IntStream;

/** Shows the hosts, and what servers each carries. */
public final class ShowHosts {
    private final StateStore store;
    private final Hosts hosts;

    public ShowHosts(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
    }

    /**
     * A host as it is shown.
     *
     * @param number counts from 1, in the order of the configuration
     * @param capabilities what it offers; a failure when it cannot be asked
     */
    public record ShownHost(int number, HostName name, Outcome<HostCapabilities> capabilities, List<Server> servers) {
        public ShownHost {
            servers = List.copyOf(servers);
        }
    }

    public List<HostName> names() {
        return hosts.worlds().stream().map(world -> world.hypervisor().name()).toList();
    }

    public List<ShownHost> list() {
        List<World> worlds = hosts.worlds();
        return IntStream.range(0, worlds.size())
                .mapToObj(index -> shown(index + 1, worlds.get(index)))
                .toList();
    }

    private ShownHost shown(int number, World world) {
        HostName name = world.hypervisor().name();
        return new ShownHost(
                number, name, world.hypervisor().capabilities(), store.servers().onHost(name));
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.plan.DomainView;
import io.lunette.port.DomainSnapshot;
import io.lunette.run.World;
import java.util.List;
import java.util.Optional;

/** The hosts that servers run on, each with the ports through which it is reached. */
public record Hosts(List<World> worlds) {
    public Hosts {
        worlds = List.copyOf(worlds);
        if (worlds.isEmpty()) {
            throw new IllegalArgumentException("there is at least one host");
        }
    }

    /** Where a new server goes: the host asked for, if any ({@code ServerFailure.NoSuchHost}). */
    public Outcome<World> choose(Optional<HostName> wanted) {
        return wanted.map(name -> Outcome.of(named(name), new ServerFailure.NoSuchHost(name.toString())))
                .orElseGet(() -> Outcome.done(worlds.getFirst()));
    }

    private Optional<World> named(HostName name) {
        return worlds.stream()
                .filter(world -> world.hypervisor().name().equals(name))
                .findFirst();
    }

    public Outcome<World> of(HostName name) {
        return Outcome.of(named(name), new HostFailure.Unreachable(name.toString(), "no host of that name is known"));
    }

    /** The server's domain as it is now. */
    static Outcome<DomainSnapshot> look(World world, Server server) {
        return world.hypervisor()
                .find(server.id())
                .then(found -> Outcome.of(
                        found,
                        new HostFailure.NoSuchDomain(
                                server.host().toString(), server.id().toString())));
    }

    /** The server's domain as it is now, as planners see it. */
    public static Outcome<DomainView> view(World world, Server server) {
        return look(world, server).map(DomainView::of);
    }
}

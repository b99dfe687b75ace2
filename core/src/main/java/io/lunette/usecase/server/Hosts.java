package io.lunette.usecase.server;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.LunPath;
import io.lunette.model.Server;
import io.lunette.plan.DomainView;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Hypervisor;
import io.lunette.run.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The hosts that servers run on, each with the ports through which it is reached. They come and go while servers run. */
public final class Hosts {
    private final World own;
    private final CopyOnWriteArrayList<World> worlds = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<World>> watchers = new CopyOnWriteArrayList<>();

    /**
     * @param own the host of the settings, which is always there; what all hosts have in common is taken from it
     */
    public Hosts(World own) {
        this.own = own;
        worlds.add(own);
    }

    /** The host of the settings first, then in the order in which they came. */
    public List<World> worlds() {
        return List.copyOf(worlds);
    }

    /** That of the settings. */
    public World own() {
        return own;
    }

    /** Tells of each host, those that are there already and those that come. */
    synchronized void each(Consumer<World> watcher) {
        watchers.add(watcher);
        worlds.forEach(watcher);
    }

    /**
     * Reaches a host from now on, with the LUNs and images that all hosts have in common. Where it is reached already,
     * {@code hypervisor} is closed instead.
     */
    public synchronized void add(Hypervisor hypervisor, LunPath path) {
        if (knows(hypervisor.name())) {
            hypervisor.close();
            return;
        }
        World world = own.of(hypervisor, path);
        worlds.add(world);
        watchers.forEach(watcher -> watcher.accept(world));
    }

    /** Reaches a host no more. */
    public synchronized void remove(HostName name) {
        named(name).filter(world -> !world.equals(own)).ifPresent(world -> {
            worlds.remove(world);
            world.hypervisor().close();
        });
    }

    public boolean knows(HostName name) {
        return named(name).isPresent();
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

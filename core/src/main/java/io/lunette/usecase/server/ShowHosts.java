package io.lunette.usecase.server;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Server;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows the hosts, and what servers each carries. A host that is silent keeps nobody waiting for the others. */
public final class ShowHosts {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of a host that has not been written down yet. */
    private static final HostUri UNKNOWN = new HostUri(URI.create("qemu:///system"));

    private final StateStore store;
    private final Hosts hosts;

    public ShowHosts(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
    }

    /**
     * A host as it is shown.
     *
     * @param number counts from 1, in the order in which they came
     * @param capabilities what it offers; a failure when it cannot be asked, or does not answer at once
     */
    public record ShownHost(int number, Host row, Outcome<HostCapabilities> capabilities, List<Server> servers) {
        public ShownHost {
            servers = List.copyOf(servers);
        }

        public HostName name() {
            return row.name();
        }
    }

    /** The hosts that are reached, as they were written down. */
    public List<Host> rows() {
        var written = store.hosts().list().stream().collect(Collectors.toMap(Host::name, Function.identity()));
        return hosts.worlds().stream()
                .map(world -> world.hypervisor().name())
                .map(name -> written.getOrDefault(name, Host.of(name, UNKNOWN, Instant.EPOCH)))
                .toList();
    }

    public List<ShownHost> list() {
        return list(rows());
    }

    /** The same for some of {@link #rows}. */
    List<ShownHost> list(List<Host> rows) {
        List<HostName> order =
                hosts.worlds().stream().map(world -> world.hypervisor().name()).toList();
        List<CompletableFuture<Outcome<HostCapabilities>>> answers =
                rows.stream().map(row -> ask(row.name())).toList();
        return IntStream.range(0, rows.size())
                .mapToObj(index -> new ShownHost(
                        order.indexOf(rows.get(index).name()) + 1,
                        rows.get(index),
                        answers.get(index).join(),
                        store.servers().onHost(rows.get(index).name())))
                .toList();
    }

    /** One that is reached is waited for: it answers, and within its own patience. */
    private CompletableFuture<Outcome<HostCapabilities>> ask(HostName name) {
        boolean reached = isReached(name);
        CompletableFuture<Outcome<HostCapabilities>> answer = CompletableFuture.supplyAsync(
                () -> hosts.of(name).map(World::hypervisor).then(host -> reached ? host.capabilities() : tried(host)),
                work -> Thread.ofVirtual().start(work));
        return reached
                ? answer
                : answer.completeOnTimeout(
                        Outcome.failed(new HostFailure.Unreachable(
                                name.toString(), "it has not answered for " + PATIENCE.toSeconds() + " s")),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** What it offered is remembered when it is gone: so it is asked something that nobody remembers. */
    private static Outcome<HostCapabilities> tried(Hypervisor host) {
        return host.servers().then(there -> host.capabilities());
    }

    private boolean isReached(HostName name) {
        return hosts.of(name)
                .map(World::hypervisor)
                .map(hypervisor -> hypervisor.isReached())
                .equals(Outcome.done(true));
    }
}

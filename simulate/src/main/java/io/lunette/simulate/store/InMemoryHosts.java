package io.lunette.simulate.store;

import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.port.KnownHosts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryHosts implements KnownHosts {
    private final Tables tables;

    InMemoryHosts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean insert(Host host) {
        return tables.memory.atomically(() -> !tables.hosts.has(host.name()) && tables.hosts.insert(host.name(), host));
    }

    @Override
    public Optional<Host> find(HostName name) {
        return tables.hosts.find(name);
    }

    @Override
    public List<Host> list() {
        return tables.hosts.stream()
                .sorted(Comparator.comparing(Host::created)
                        .thenComparing(host -> host.name().text(), Order.BY_CODE_POINT))
                .toList();
    }

    @Override
    public boolean update(Host changed) {
        return tables.hosts.replaceIf(
                changed.name(),
                now -> now.revision() == changed.revision(),
                changed.withRevision(changed.revision() + 1));
    }

    @Override
    public void remove(HostName name) {
        tables.hosts.remove(name);
    }
}

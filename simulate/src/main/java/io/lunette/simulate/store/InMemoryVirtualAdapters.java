package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.model.VirtualAdapter;
import io.lunette.port.VirtualAdapters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryVirtualAdapters implements VirtualAdapters {
    private final Tables tables;

    InMemoryVirtualAdapters(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean insert(VirtualAdapter adapter) {
        return tables.memory.atomically(() -> {
            require(tables.servers.has(adapter.server()), "there is no server " + adapter.server());
            return !tables.virtualAdapters.any(other -> other.wwpn().equals(adapter.wwpn()))
                    && tables.virtualAdapters.insert(adapter.server(), adapter);
        });
    }

    @Override
    public Optional<VirtualAdapter> findByServer(ServerId server) {
        return tables.virtualAdapters.find(server);
    }

    @Override
    public List<VirtualAdapter> onHost(HostName host) {
        return tables.virtualAdapters.stream()
                .filter(adapter -> adapter.host().equals(host))
                .sorted(Comparator.comparing(VirtualAdapter::created)
                        .thenComparing(adapter -> adapter.wwpn().digits()))
                .toList();
    }

    @Override
    public void remove(ServerId server) {
        tables.virtualAdapters.remove(server);
    }
}

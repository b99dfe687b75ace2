package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.port.Servers;
import java.util.List;
import java.util.Optional;

final class InMemoryServers implements Servers {
    private final Tables tables;

    InMemoryServers(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(Server server) {
        require(tables.servers.insert(server.id(), server), "there is a server " + server.id() + " already");
    }

    @Override
    public Optional<Server> find(ServerId id) {
        return tables.servers.find(id);
    }

    @Override
    public List<Server> list(Optional<ProjectId> project) {
        return tables.servers.stream()
                .filter(server -> project.isEmpty() || project.get().equals(server.project()))
                .sorted(Order.byCreation(Server::created, Server::id))
                .toList();
    }

    @Override
    public List<Server> onHost(HostName host) {
        return tables.servers.stream()
                .filter(server -> server.host().equals(host))
                .sorted(Order.byCreation(Server::created, Server::id))
                .toList();
    }

    @Override
    public boolean update(Server changed) {
        return tables.servers.replaceIf(
                changed.id(),
                now -> now.revision() == changed.revision(),
                changed.withRevision(changed.revision() + 1));
    }

    @Override
    public void remove(ServerId id) {
        tables.memory.atomically(() -> {
            boolean used =
                    tables.attachments.any(attachment -> attachment.server().equals(id));
            require(!used, "server " + id + " still has attachments");
            tables.virtualAdapters.remove(id);
            return tables.servers.remove(id);
        });
    }
}

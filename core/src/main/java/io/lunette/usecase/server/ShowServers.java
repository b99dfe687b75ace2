package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows servers with their volumes, in a number of queries that does not grow with the list. */
public final class ShowServers {
    /** From so many servers on, all attachments are read at once instead of each server's. */
    private static final int MANY = 4;

    private final StateStore store;
    private final Hosts hosts;
    private final ServerAccess access;

    public ShowServers(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
        this.access = new ServerAccess(store);
    }

    public Outcome<ShownServer> show(Caller caller, ServerId id) {
        return access.server(caller, id).map(server -> shown(List.of(server)).getFirst());
    }

    /** All servers that the query asks for and the caller may see, in its order. */
    public List<Server> find(Caller caller, ServerQuery query) {
        return store.servers().list(scope(caller, query)).stream()
                .filter(query::accepts)
                .sorted(query.comparator())
                .toList();
    }

    private static Optional<ProjectId> scope(Caller caller, ServerQuery query) {
        if (!caller.isAdmin()) {
            return Optional.of(caller.project());
        }
        return query.everyProject()
                ? query.project()
                : Optional.of(query.project().orElse(caller.project()));
    }

    /** The same servers, each with its volumes. */
    public List<ShownServer> shown(List<Server> servers) {
        Map<HostName, String> zones = store.hosts().list().stream().collect(Collectors.toMap(Host::name, Host::zone));
        if (servers.size() < MANY) {
            return servers.stream()
                    .map(server -> shown(server, zones, store.attachments().ofServer(server.id())))
                    .toList();
        }
        Map<ServerId, List<Attachment>> attachments =
                store.attachments().all().stream().collect(Collectors.groupingBy(Attachment::server));
        return servers.stream()
                .map(server -> shown(server, zones, attachments.getOrDefault(server.id(), List.of())))
                .toList();
    }

    private ShownServer shown(Server server, Map<HostName, String> zones, List<Attachment> attachments) {
        boolean reached = hosts.of(server.host())
                .map(world -> world.hypervisor().isReached())
                .equals(Outcome.done(true));
        return new ShownServer(server, reached, zones.getOrDefault(server.host(), Host.USUAL_ZONE), attachments);
    }
}

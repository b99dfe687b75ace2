package io.lunette.usecase.server;

import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Optional;

/** What the servers of a project take together. */
public record ServerUsage(StateStore store) {

    public record Taken(int servers, int vcpus, long ramMiB) {}

    public Taken of(ProjectId project) {
        List<Server> servers = servers(project);
        return new Taken(
                servers.size(),
                servers.stream().mapToInt(server -> server.flavor().vcpus()).sum(),
                servers.stream().mapToLong(server -> server.flavor().ramMiB()).sum());
    }

    public List<Server> servers(ProjectId project) {
        return store.servers().list(Optional.of(project));
    }

    /** The projects that have servers. */
    public List<ProjectId> projects() {
        return store.servers().list(Optional.empty()).stream()
                .map(Server::project)
                .distinct()
                .toList();
    }
}

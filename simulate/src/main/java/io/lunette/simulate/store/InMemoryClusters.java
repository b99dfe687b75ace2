package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.ProjectId;
import io.lunette.port.Clusters;
import java.util.List;
import java.util.Optional;

final class InMemoryClusters implements Clusters {
    private final Tables tables;

    InMemoryClusters(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean insert(Cluster cluster) {
        return tables.memory.atomically(() -> {
            require(!tables.clusters.has(cluster.id()), "there is a cluster " + cluster.id() + " already");
            boolean taken = tables.clusters.any(other ->
                    other.project().equals(cluster.project()) && other.name().equals(cluster.name()));
            return !taken && tables.clusters.insert(cluster.id(), cluster);
        });
    }

    @Override
    public Optional<Cluster> find(ClusterId id) {
        return tables.clusters.find(id);
    }

    @Override
    public List<Cluster> list(Optional<ProjectId> project) {
        return tables.clusters.stream()
                .filter(cluster -> project.map(cluster.project()::equals).orElse(true))
                .sorted(Order.byCreation(Cluster::created, Cluster::id))
                .toList();
    }

    @Override
    public boolean update(Cluster changed) {
        return tables.clusters.replaceIf(
                changed.id(),
                now -> now.revision() == changed.revision(),
                changed.withRevision(changed.revision() + 1));
    }

    @Override
    public void remove(ClusterId id) {
        tables.clusters.remove(id);
    }
}

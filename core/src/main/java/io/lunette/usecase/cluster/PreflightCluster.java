package io.lunette.usecase.cluster;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.StateStore;
import io.lunette.usecase.cluster.CreateCluster.Request;
import java.util.List;
import java.util.Optional;

/** Looks whether servers could share LUNs, or still can; what it lets in for that is shut out again. */
public final class PreflightCluster {
    private final StateStore store;
    private final ClusterRows rows;
    private final DesignCluster design;
    private final LookAtPaths look;

    PreflightCluster(StateStore store, ClusterRows rows, DesignCluster design, LookAtPaths look) {
        this.store = store;
        this.rows = rows;
        this.design = design;
        this.look = look;
    }

    /** Of a cluster that might be made; refused as its making would be, before any path is looked at. */
    public Outcome<Preflight> of(Caller caller, Request request) {
        return design.design(
                        caller,
                        request.servers(),
                        request.volumes().stream()
                                .map(volume -> new DesignCluster.Wish(volume, Optional.empty()))
                                .toList(),
                        Optional.empty())
                .map(wanted -> look.look(
                        wanted.servers(),
                        wanted.volumes(),
                        wanted.servers().stream()
                                .map(server -> new Node(
                                        server.id(),
                                        Optional.ofNullable(request.keys().get(server.id())),
                                        Stage.JOINING))
                                .toList(),
                        request.allowRegistrations()));
    }

    /** Of a cluster as it is. */
    public Outcome<Preflight> of(Caller caller, ClusterId id) {
        return rows.find(caller, id)
                .map(cluster -> look.look(servers(cluster), volumes(cluster), cluster.nodes(), true));
    }

    private List<Server> servers(Cluster cluster) {
        return cluster.nodes().stream()
                .flatMap(node -> store.servers().find(node.server()).stream())
                .toList();
    }

    private List<Volume> volumes(Cluster cluster) {
        return cluster.luns().stream()
                .flatMap(lun -> store.volumes().find(lun.volume()).stream())
                .toList();
    }
}

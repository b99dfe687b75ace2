package io.lunette.usecase.cluster;

import io.lunette.plan.ControllerTuning;
import io.lunette.port.Ids;
import io.lunette.port.LunReservations;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.reservation.ShowReservations;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.ServerUseCases;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** All that can be done with clusters, put together on one set of ports. */
public record ClusterUseCases(
        CreateCluster create,
        AddMembers add,
        RemoveMembers remove,
        RecordKeys keys,
        ShowClusters show,
        PreflightCluster preflight,
        ClusterWork work) {

    /**
     * What the use cases stand on.
     *
     * @param revival is to call {@link ClusterWork#resume}
     */
    public record Ports(
            StateStore store,
            Hosts hosts,
            ServerUseCases servers,
            ShowReservations shown,
            LunReservations reservations,
            ControllerTuning.Defaults tuning,
            LeaseKeeper leases,
            Revival revival,
            Executor background,
            Ids ids,
            InstantSource clock) {}

    public static ClusterUseCases on(Ports ports) {
        StateStore store = ports.store();
        ServerUseCases servers = ports.servers();
        ClusterRows rows = new ClusterRows(store, ports.clock());
        OwnCaller own = new OwnCaller(ports.ids());
        DesignCluster design = new DesignCluster(store, ports.hosts(), servers.attach(), ports.tuning());
        LookAtPaths look = new LookAtPaths(store, ports.hosts(), servers.turns(), ports.reservations());
        ClusterWork work = new ClusterWork(
                store,
                rows,
                new ClusterTurns(ports.leases()),
                new JoinMembers(store, look, servers.turns(), servers.attach(), own),
                new LeaveMembers(store, rows, ports.hosts(), servers.turns(), servers.detach(), own),
                ports.revival(),
                ports.background());
        return new ClusterUseCases(
                new CreateCluster(store, design, work, ports.ids(), ports.clock()),
                new AddMembers(rows, design, work),
                new RemoveMembers(rows, work, ports.shown()),
                new RecordKeys(rows),
                new ShowClusters(store, rows),
                new PreflightCluster(store, rows, design, look),
                work);
    }
}

package io.lunette.usecase.host;

import io.lunette.port.HostOpener;
import io.lunette.port.StateStore;
import io.lunette.usecase.lease.Later;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.ShowHosts;
import java.time.InstantSource;

/** All that can be done with hosts, put together on one set of ports. */
public record HostUseCases(
        AddHost add,
        ChangeHost change,
        RemoveHost remove,
        ShowHosts show,
        ExplainPlacement explain,
        FollowHosts follow) {

    /**
     * What the use cases stand on.
     *
     * @param allowUntrusted whether hosts may be reached without a check of who they are
     */
    public record Ports(
            StateStore store,
            Hosts hosts,
            HostOpener opener,
            boolean allowUntrusted,
            Later later,
            InstantSource clock) {}

    public static HostUseCases on(Ports ports) {
        StateStore store = ports.store();
        Hosts hosts = ports.hosts();
        return new HostUseCases(
                new AddHost(ports),
                new ChangeHost(store),
                new RemoveHost(store, hosts),
                new ShowHosts(store, hosts),
                new ExplainPlacement(store, hosts),
                new FollowHosts(ports));
    }
}

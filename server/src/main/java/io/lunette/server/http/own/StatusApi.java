package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.port.HostCapabilities;
import io.lunette.server.http.Api;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ShowHosts;
import io.lunette.usecase.server.ShowHosts.ShownHost;
import java.util.List;

/** What the service is, and whether it reaches its hosts: {@code GET /v1/status}. */
public final class StatusApi implements Api {
    private final String version;
    private final boolean simulated;
    private final ShowHosts hosts;

    public StatusApi(String version, boolean simulated, ShowHosts hosts) {
        this.version = version;
        this.simulated = simulated;
        this.hosts = hosts;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/status", request -> Outcome.done(Response.ok(this::write))));
    }

    private void write(JsonWriter out) {
        out.put("version", version)
                .put("mode", simulated ? "SIMULATED" : "real")
                .array("hosts", hosts.list(), host -> out.object(() -> host(out, host)));
    }

    private static void host(JsonWriter out, ShownHost host) {
        out.put("name", host.name().toString()).put("servers", host.servers().size());
        switch (host.capabilities()) {
            case Outcome.Done<HostCapabilities>(HostCapabilities found) ->
                out.put("state", "up")
                        .put("libvirt_version", found.libvirtVersion())
                        .put("qemu_version", found.qemuVersion())
                        .put("virt_type", found.virtType());
            case Outcome.Failed<HostCapabilities> failed ->
                out.put("state", "down").put("problem", failed.failure().sentence());
        }
    }
}

package io.lunette.server.http.compute;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ShowHosts;
import io.lunette.usecase.server.ShowHosts.ShownHost;
import java.time.InstantSource;
import java.util.List;

/** {@code /os-availability-zone} and {@code /os-services}: one zone, and a compute service for each host. */
final class HostRoutes implements Api {
    static final String ZONE = "nova";

    private final ShowHosts hosts;
    private final InstantSource clock;

    HostRoutes(ShowHosts hosts, InstantSource clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-availability-zone", this::zones),
                Route.get("/os-availability-zone/detail", this::zonesWithHosts),
                Route.get("/os-services", this::services));
    }

    private Outcome<Response> zones(RequestContext request) {
        return Outcome.done(Response.ok(out -> out.array(
                "availabilityZoneInfo",
                List.of(ZONE),
                zone -> out.object(() -> {
                    zone(out, zone);
                    out.putNull("hosts");
                }))));
    }

    private static void zone(JsonWriter out, String zone) {
        out.put("zoneName", zone).object("zoneState", () -> out.put("available", true));
    }

    private Outcome<Response> zonesWithHosts(RequestContext request) {
        return admin(request, "see the hosts of a zone")
                .map(all -> Response.ok(out -> out.array(
                        "availabilityZoneInfo",
                        List.of(ZONE),
                        zone -> out.object(() -> {
                            zone(out, zone);
                            out.object("hosts", () -> hosts.names().forEach(host -> zoneHost(out, host)));
                        }))));
    }

    private void zoneHost(JsonWriter out, HostName host) {
        out.object(
                host.text(),
                () -> out.object(
                        "nova-compute",
                        () -> out.put("available", true)
                                .put("active", true)
                                .put("updated_at", Times.volume(clock.instant()))));
    }

    private static Outcome<Boolean> admin(RequestContext request, String action) {
        return request.caller().isAdmin() ? Outcome.done(true) : Outcome.failed(new IdentityFailure.NotAllowed(action));
    }

    private Outcome<Response> services(RequestContext request) {
        return admin(request, "see the services")
                .map(may -> Response.ok(out -> out.array(
                        "services",
                        hosts.list().stream()
                                .filter(host -> isAskedFor(request, host))
                                .toList(),
                        host -> out.object(() -> service(out, request, host)))));
    }

    private static boolean isAskedFor(RequestContext request, ShownHost host) {
        return request.query("binary").map("nova-compute"::equals).orElse(true)
                && request.query("host").map(host.name().text()::equals).orElse(true);
    }

    private void service(JsonWriter out, RequestContext request, ShownHost host) {
        if (request.since(2, 53)) {
            out.put("id", HypervisorRoutes.uuid(host).toString());
        } else {
            out.put("id", host.number());
        }
        out.put("binary", "nova-compute")
                .put("host", host.name().text())
                .put("zone", ZONE)
                .put("status", "enabled")
                .put("state", host.capabilities().isDone() ? "up" : "down")
                .put("updated_at", Times.volume(clock.instant()))
                .putNull("disabled_reason");
        if (request.since(2, 11)) {
            out.put("forced_down", false);
        }
    }
}

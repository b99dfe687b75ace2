package io.lunette.server.http.volume;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Services, zones and extensions: Lunette is one service that manages volumes, in one zone. */
final class ServiceRoutes implements Api {
    private static final String BINARY = "cinder-volume";

    private final InstantSource clock;

    ServiceRoutes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-services", this::services),
                Route.get("/os-availability-zone", ServiceRoutes::zones),
                Route.get("/resource_filters", ServiceRoutes::filters).since(3, 33));
    }

    private Outcome<Response> services(RequestContext request) {
        if (!request.caller().isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("list services"));
        }
        boolean asked =
                matches(request, "binary", Set.of(BINARY)) && matches(request, "host", Set.of(Backend.HOST, "lunette"));
        List<String> hosts = asked ? List.of(Backend.HOST) : List.of();
        return Outcome.done(Response.ok(out ->
                out.array("services", hosts, host -> out.object(() -> write(request, out, host)))));
    }

    private static boolean matches(RequestContext request, String name, Set<String> values) {
        return request.query(name).map(values::contains).orElse(true);
    }

    private void write(RequestContext request, JsonWriter out, String host) {
        out.put("binary", BINARY)
                .put("host", host)
                .put("zone", Backend.ZONE)
                .put("status", "enabled")
                .put("state", "up")
                .put("updated_at", Times.volume(clock.instant()))
                .putNull("disabled_reason")
                .put("replication_status", "disabled")
                .putNull("active_backend_id")
                .put("frozen", false);
        if (request.since(3, 7)) {
            out.putNull("cluster");
        }
        if (request.since(3, 49)) {
            out.put("backend_state", "up");
        }
    }

    private static Outcome<Response> zones(RequestContext request) {
        return Outcome.done(Response.ok(out -> out.array(
                "availabilityZoneInfo",
                List.of(Backend.ZONE),
                zone -> out.object(
                        () -> out.put("zoneName", zone).object("zoneState", () -> out.put("available", true))))));
    }

    private static Outcome<Response> filters(RequestContext request) {
        Map<String, List<String>> known = Map.of(
                "volume",
                List.of("name", "status", "metadata", "bootable", "availability_zone", "created_at", "updated_at"),
                "attachment",
                List.of("volume_id", "instance_id", "status"));
        List<String> asked = known.keySet().stream()
                .filter(resource -> matches(request, "resource", Set.of(resource)))
                .sorted()
                .toList();
        return Outcome.done(Response.ok(out -> out.array(
                "resource_filters",
                asked,
                resource -> out.object(() ->
                        out.put("resource", resource).texts("filters", known.getOrDefault(resource, List.of()))))));
    }
}

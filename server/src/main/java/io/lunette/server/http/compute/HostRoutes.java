package io.lunette.server.http.compute;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Host;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.host.ChangeHost;
import io.lunette.usecase.server.ShowHosts;
import io.lunette.usecase.server.ShowHosts.ShownHost;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** {@code /os-availability-zone} and {@code /os-services}: the zones of the hosts, and a compute service for each host. */
final class HostRoutes implements Api {
    private static final int LONGEST_REASON = 255;

    private final ShowHosts hosts;
    private final ChangeHost change;
    private final InstantSource clock;

    HostRoutes(ShowHosts hosts, ChangeHost change, InstantSource clock) {
        this.hosts = hosts;
        this.change = change;
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
                Route.get("/os-services", this::services),
                Route.put("/os-services/enable", request -> byName(request, true, false))
                        .until(2, 52),
                Route.put("/os-services/disable", request -> byName(request, false, false))
                        .until(2, 52),
                Route.put("/os-services/disable-log-reason", request -> byName(request, false, true))
                        .until(2, 52),
                Route.put("/os-services/{service_id}", this::update).since(2, 53));
    }

    private Map<String, List<Host>> byZone() {
        return hosts.rows().stream().collect(Collectors.groupingBy(Host::zone, TreeMap::new, Collectors.toList()));
    }

    private Outcome<Response> zones(RequestContext request) {
        return Outcome.done(Response.ok(out -> out.array(
                "availabilityZoneInfo",
                List.copyOf(byZone().entrySet()),
                zone -> out.object(() -> {
                    zone(out, zone);
                    out.putNull("hosts");
                }))));
    }

    /** A zone is there for as long as one of its hosts takes servers. */
    private static void zone(JsonWriter out, Map.Entry<String, List<Host>> zone) {
        boolean available = zone.getValue().stream().anyMatch(Host::enabled);
        out.put("zoneName", zone.getKey()).object("zoneState", () -> out.put("available", available));
    }

    private Outcome<Response> zonesWithHosts(RequestContext request) {
        return admin(request, "see the hosts of a zone")
                .map(all -> Response.ok(out -> out.array(
                        "availabilityZoneInfo",
                        List.copyOf(byZone().entrySet()),
                        zone -> out.object(() -> {
                            zone(out, zone);
                            out.object("hosts", () -> zone.getValue().forEach(host -> zoneHost(out, host)));
                        }))));
    }

    private void zoneHost(JsonWriter out, Host host) {
        out.object(
                host.name().text(),
                () -> out.object(
                        "nova-compute",
                        () -> out.put("available", true)
                                .put("active", host.enabled())
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
                .put("zone", host.row().zone())
                .put("status", host.row().enabled() ? "enabled" : "disabled")
                .put("state", host.capabilities().isDone() ? "up" : "down")
                .put("updated_at", Times.volume(clock.instant()))
                .put("disabled_reason", host.row().disabledReason());
        if (request.since(2, 11)) {
            out.put("forced_down", false);
        }
    }

    /** Until 2.52: {@code {"host": H, "binary": "nova-compute"}}, and a reason in one of three paths. */
    private Outcome<Response> byName(RequestContext request, boolean enabled, boolean withReason) {
        return request.json()
                .then(body -> {
                    Field<String> host = body.text("host", 1, 255);
                    Field<Optional<String>> binary = body.optionalText("binary", 255);
                    Field<Optional<String>> reason =
                            withReason ? body.optionalText("disabled_reason", LONGEST_REASON) : Field.absent();
                    body.refuseUnknown();
                    return body.outcome(() -> {
                        binary.get();
                        return new Named(host.get(), reason.get());
                    });
                })
                .then(named -> change(
                        request,
                        host -> host.name().text().equals(named.host()),
                        named.host(),
                        host -> host.taking(enabled, named.reason())));
    }

    private record Named(String host, Optional<String> reason) {}

    /** From 2.53: {@code {"status": "disabled", "disabled_reason": R}} of a service by its UUID. */
    private Outcome<Response> update(RequestContext request) {
        String id = request.path("service_id");
        return request.json()
                .then(HostRoutes::status)
                .then(changed -> change(
                        request, host -> HypervisorRoutes.uuid(host).toString().equals(id), Shown.text(id), changed));
    }

    private static Outcome<UnaryOperator<Host>> status(JsonFields body) {
        Field<Optional<String>> status = body.optionalText("status", 255);
        Field<Optional<String>> reason = body.optionalText("disabled_reason", LONGEST_REASON);
        Field<Optional<Boolean>> down = body.optionalBool("forced_down");
        body.refuseUnknown();
        if (!List.of("enabled", "disabled").contains(body.node("status").asText("enabled"))) {
            body.refuse("status", "it is neither of the two", "enabled or disabled");
        }
        if (body.node("forced_down").asBoolean(false)) {
            body.refuse("forced_down", "Lunette asks a host itself whether it is there", "false, or nothing");
        }
        return body.outcome(() -> {
            down.get();
            return host -> status.get()
                    .map(wanted -> host.taking(wanted.equals("enabled"), reason.get()))
                    .orElse(host);
        });
    }

    private Outcome<Response> change(
            RequestContext request, Predicate<ShownHost> which, String name, UnaryOperator<Host> changed) {
        return admin(request, "change a service")
                .then(may ->
                        Outcome.of(hosts.list().stream().filter(which).findFirst(), new HostRefusal.NotFound(name)))
                .then(host -> change.change(request.caller(), host.name(), changed)
                        .map(row -> new ShownHost(host.number(), row, host.capabilities(), host.servers())))
                .map(host -> Response.ok(out -> out.object("service", () -> service(out, request, host))));
    }
}

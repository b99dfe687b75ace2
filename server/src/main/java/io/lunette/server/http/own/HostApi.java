package io.lunette.server.http.own;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.LunPath;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.port.HostCapabilities;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.host.HostUseCases;
import io.lunette.usecase.server.Placement.Judged;
import io.lunette.usecase.server.ShowHosts.ShownHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code /v1/hosts}: libvirt hosts are added by name and URI, shown, changed and removed by administrators; and
 * {@code /v1/placement?flavor=F&zone=Z&volume=V} says where a server would go, and why not to each other host.
 */
public final class HostApi implements Api {
    private static final int LONGEST_TEXT = 255;

    private final HostUseCases hosts;

    public HostApi(HostUseCases hosts) {
        this.hosts = hosts;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/hosts", this::list),
                Route.post("/hosts", this::add),
                Route.get("/hosts/{host}", this::show),
                Route.put("/hosts/{host}", this::change),
                Route.delete("/hosts/{host}", this::remove),
                Route.get("/placement", this::explain));
    }

    private Outcome<List<ShownHost>> all(RequestContext request) {
        return request.caller().isAdmin()
                ? Outcome.done(hosts.show().list())
                : Outcome.failed(new IdentityFailure.NotAllowed("see the hosts"));
    }

    private Outcome<Response> list(RequestContext request) {
        return all(request)
                .map(found ->
                        Response.ok(out -> out.array("hosts", found, host -> out.object(() -> write(out, host)))));
    }

    private Outcome<Response> show(RequestContext request) {
        return one(request).map(host -> Response.ok(out -> out.object("host", () -> write(out, host))));
    }

    private Outcome<ShownHost> one(RequestContext request) {
        String name = request.path("host");
        return all(request)
                .then(found -> Outcome.of(
                        found.stream()
                                .filter(host -> host.name().text().equals(name))
                                .findFirst(),
                        new HostRefusal.NotFound(Shown.text(name))));
    }

    private static void write(JsonWriter out, ShownHost host) {
        Host row = host.row();
        out.put("name", row.name().text())
                .put("uri", row.uri().toString())
                .put("zone", row.zone())
                .put("enabled", row.enabled())
                .put("disabled_reason", row.disabledReason())
                .put("luns", row.luns().wire())
                .put("servers", host.servers().size());
        switch (host.capabilities()) {
            case Outcome.Done<HostCapabilities>(HostCapabilities found) ->
                out.put("state", "up")
                        .put("hostname", found.hostname())
                        .put("libvirt_version", found.libvirtVersion())
                        .put("qemu_version", found.qemuVersion())
                        .put("virt_type", found.virtType())
                        .put("vcpus", found.cpus())
                        .put("memory_mib", found.memoryMiB());
            case Outcome.Failed<HostCapabilities> failed ->
                out.put("state", "down").put("problem", failed.failure().sentence());
        }
    }

    private record Added(HostName name, HostUri uri, Optional<String> zone, LunPath luns) {}

    private Outcome<Response> add(RequestContext request) {
        return request.json()
                .then(body -> {
                    JsonFields host = body.object("host");
                    body.refuseUnknown();
                    Field<HostName> name = host.parsed("name", HostName::parse, HostName.FORM);
                    Field<HostUri> uri = host.parsed("uri", HostUri::parse, HostUri.FORM);
                    Field<Optional<String>> zone = zone(host);
                    Field<Optional<String>> luns = luns(host);
                    host.refuseUnknown();
                    return body.outcome(() -> new Added(
                            name.get(),
                            uri.get(),
                            zone.get(),
                            luns.get().flatMap(LunPath::of).orElse(LunPath.NETWORK)));
                })
                .then(added -> hosts.add().add(request.caller(), added.name(), added.uri(), added.zone(), added.luns()))
                .then(host -> written(host.name(), 201));
    }

    private static Field<Optional<String>> luns(JsonFields host) {
        Field<Optional<String>> luns = host.optionalText("luns", LONGEST_TEXT);
        if (LunPath.of(host.node("luns").asText("network")).isEmpty()) {
            host.refuse("luns", "it is no way to LUNs", "network or block");
        }
        return luns;
    }

    /** Nova takes a colon for the end of a zone's name. */
    private static Field<Optional<String>> zone(JsonFields host) {
        Field<Optional<String>> zone = host.optionalText("zone", LONGEST_TEXT);
        String text = host.node("zone").asText("nova");
        if (text.isBlank() || text.contains(":")) {
            host.refuse("zone", "it is empty or has a colon", "the name of an availability zone");
        }
        return zone;
    }

    private Outcome<Response> change(RequestContext request) {
        return request.json()
                .then(HostApi::wanted)
                .then(change -> hosts.change().change(request.caller(), new HostName(request.path("host")), change))
                .then(host -> written(host.name(), 200));
    }

    private static Outcome<UnaryOperator<Host>> wanted(JsonFields body) {
        JsonFields host = body.object("host");
        body.refuseUnknown();
        Field<Optional<Boolean>> enabled = host.optionalBool("enabled");
        Field<Optional<String>> reason = host.optionalText("disabled_reason", LONGEST_TEXT);
        Field<Optional<String>> zone = zone(host);
        host.refuseUnknown();
        return body.outcome(() -> row -> {
            Host moved = zone.get().map(row::withZone).orElse(row);
            return enabled.get().map(takes -> moved.taking(takes, reason.get())).orElse(moved);
        });
    }

    private Outcome<Response> written(HostName name, int status) {
        return Outcome.of(
                        hosts.show().list().stream()
                                .filter(host -> host.name().equals(name))
                                .findFirst(),
                        new HostRefusal.NotFound(name.toString()))
                .map(host -> Response.json(status, out -> out.object("host", () -> write(out, host))));
    }

    private Outcome<Response> remove(RequestContext request) {
        return hosts.remove()
                .remove(request.caller(), new HostName(request.path("host")))
                .map(removed -> Response.empty(204));
    }

    private Outcome<Response> explain(RequestContext request) {
        return Outcome.of(request.query("flavor"), new RequestFailure.MissingField("flavor"))
                .then(flavor -> volumes(request)
                        .then(volumes ->
                                hosts.explain().explain(request.caller(), flavor, request.query("zone"), volumes)))
                .map(judged ->
                        Response.ok(out -> out.array("hosts", judged, host -> out.object(() -> write(out, host)))));
    }

    private static Outcome<List<VolumeId>> volumes(RequestContext request) {
        List<VolumeId> volumes = new ArrayList<>();
        for (String text : request.queries("volume")) {
            Outcome<VolumeId> id = VolumeId.parse(text)
                    .orFail(problem -> new RequestFailure.InvalidField("volume", problem, "the UUID of a volume"));
            if (id instanceof Outcome.Failed<VolumeId> failed) {
                return failed.as();
            }
            volumes.add(id.get());
        }
        return Outcome.done(volumes);
    }

    private static void write(JsonWriter out, Judged host) {
        out.put("name", host.host().text())
                .put("takes_it", host.takesIt())
                .put("reason", host.refusal())
                .put("free_memory_mib", host.freeMemoryMiB());
    }
}

package io.lunette.server.http.compute;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ServerUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@code /os-simple-tenant-usage}: how long a project's servers have been there. Servers that are deleted do not count. */
final class UsageRoutes implements Api {
    private static final double HOUR_SECONDS = 3600;

    private final ServerUsage usage;
    private final InstantSource clock;

    UsageRoutes(ServerUsage usage, InstantSource clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-simple-tenant-usage", this::list),
                Route.get("/os-simple-tenant-usage/{project_id}", this::show));
    }

    /** A project's servers, in the order of their ids. */
    private record Taken(ProjectId project, List<Server> servers) {}

    private record Span(Instant start, Instant stop) {
        double hours(Server server) {
            Instant from = server.created().isAfter(start) ? server.created() : start;
            return Math.max(0, Duration.between(from, stop).toMillis()) / 1000.0 / HOUR_SECONDS;
        }
    }

    private Outcome<Span> span(RequestContext request) {
        Instant now = clock.instant();
        return moment(request, "start", now.minus(Duration.ofDays(28)))
                .then(start -> moment(request, "end", now).map(end -> new Span(start, end.isAfter(now) ? now : end)));
    }

    private static Outcome<Instant> moment(RequestContext request, String name, Instant otherwise) {
        return request.query(name)
                .map(text -> Moments.parse(text)
                        .orFail(problem ->
                                new RequestFailure.InvalidField(name, problem, "a moment as 2026-11-23T04:46:00")))
                .orElseGet(() -> Outcome.done(otherwise));
    }

    private Outcome<Response> list(RequestContext request) {
        boolean detailed = request.query("detailed").map("1"::equals).orElse(false);
        return request.caller().isAdmin()
                ? span(request)
                        .map(span -> Response.ok(out -> out.array(
                                "tenant_usages",
                                taken(request, span),
                                taken -> out.object(() -> write(out, taken, span, detailed)))))
                : Outcome.failed(new IdentityFailure.NotAllowed("see the usage of all projects"));
    }

    private Outcome<Response> show(RequestContext request) {
        ProjectId project = new ProjectId(request.path("project_id"));
        return request.caller().mayUse(project)
                ? span(request)
                        .map(span -> Response.ok(out -> out.object("tenant_usage", () -> {
                            Taken taken = new Taken(project, servers(request, project, span));
                            if (!taken.servers().isEmpty()) {
                                write(out, taken, span, true);
                            }
                        })))
                : Outcome.failed(new IdentityFailure.NotAllowed("see the usage of another project"));
    }

    /** Since 2.40 clients ask on with the last server as the marker until nothing comes any more. */
    private List<Server> servers(RequestContext request, ProjectId project, Span span) {
        String marker = request.since(2, 40) ? request.query("marker").orElse("") : "";
        return usage.servers(project).stream()
                .filter(server -> server.created().isBefore(span.stop()))
                .filter(server -> server.id().toString().compareTo(marker) > 0)
                .sorted(Comparator.comparing(server -> server.id().toString()))
                .toList();
    }

    /** The very last server of all comes last, so that a client which asks on after it gets nothing twice. */
    private List<Taken> taken(RequestContext request, Span span) {
        return usage.projects().stream()
                .map(project -> new Taken(project, servers(request, project, span)))
                .filter(taken -> !taken.servers().isEmpty())
                .sorted(Comparator.comparing(
                        taken -> taken.servers().getLast().id().toString()))
                .toList();
    }

    private void write(JsonWriter out, Taken taken, Span span, boolean detailed) {
        List<Server> servers = taken.servers();
        out.put("tenant_id", taken.project().text())
                .put("start", Times.volume(span.start()))
                .put("stop", Times.volume(span.stop()))
                .put("total_hours", sum(servers, span::hours))
                .put(
                        "total_vcpus_usage",
                        sum(
                                servers,
                                server -> span.hours(server) * server.flavor().vcpus()))
                .put(
                        "total_memory_mb_usage",
                        sum(
                                servers,
                                server -> span.hours(server) * server.flavor().ramMiB()))
                .put(
                        "total_local_gb_usage",
                        sum(
                                servers,
                                server -> span.hours(server) * server.flavor().diskGiB()));
        if (detailed) {
            out.array("server_usages", servers, server -> out.object(() -> write(out, server, span)));
        }
    }

    private static double sum(List<Server> servers, ToDoubleFunction<Server> number) {
        return servers.stream().mapToDouble(number).sum();
    }

    private void write(JsonWriter out, Server server, Span span) {
        out.put("instance_id", server.id().toString())
                .put("name", server.name())
                .put("tenant_id", server.project().text())
                .put("flavor", server.flavor().name())
                .put("vcpus", server.flavor().vcpus())
                .put("memory_mb", server.flavor().ramMiB())
                .put("local_gb", server.flavor().diskGiB())
                .put("hours", span.hours(server))
                .put("started_at", Times.volume(server.created()))
                .putNull("ended_at")
                .put("state", server.status().name().toLowerCase(java.util.Locale.ROOT))
                .put(
                        "uptime",
                        Duration.between(server.created(), clock.instant()).toSeconds());
    }
}

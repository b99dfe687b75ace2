package io.lunette.server.http.compute;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.ProjectId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ServerMetadata;
import io.lunette.usecase.server.ServerUsage;
import io.lunette.usecase.server.ServerUsage.Taken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /limits} and {@code /os-quota-sets}: nothing is limited but by the hosts; -1 says so. */
final class LimitRoutes implements Api {
    private static final int UNLIMITED = -1;

    private final ServerUsage usage;

    LimitRoutes(ServerUsage usage) {
        this.usage = usage;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/limits", this::limits),
                Route.get("/os-quota-sets/{project_id}", request -> quotas(request, false)),
                Route.get("/os-quota-sets/{project_id}/defaults", request -> quotas(request, false)),
                Route.get("/os-quota-sets/{project_id}/detail", request -> quotas(request, true)));
    }

    private Outcome<Response> limits(RequestContext request) {
        ProjectId project = request.query("tenant_id")
                .map(ProjectId::new)
                .orElse(request.caller().project());
        return mayAsk(request, project)
                .map(usage::of)
                .map(taken -> Response.ok(out -> out.object("limits", () -> {
                    out.emptyArray("rate");
                    out.object("absolute", () -> {
                        maxima(request).forEach((name, number) -> out.put(name, number));
                        taken(out, request, taken);
                    });
                })));
    }

    private static Outcome<ProjectId> mayAsk(RequestContext request, ProjectId project) {
        return request.caller().mayUse(project)
                ? Outcome.done(project)
                : Outcome.failed(new IdentityFailure.NotAllowed("see the limits of another project"));
    }

    private static Map<String, Integer> maxima(RequestContext request) {
        Map<String, Integer> maxima = new TreeMap<>(Map.of(
                "maxTotalInstances", UNLIMITED,
                "maxTotalCores", UNLIMITED,
                "maxTotalRAMSize", UNLIMITED,
                "maxTotalKeypairs", UNLIMITED,
                "maxServerMeta", ServerMetadata.LARGEST,
                "maxServerGroups", 0,
                "maxServerGroupMembers", 0));
        if (!request.since(2, 36)) {
            maxima.putAll(Map.of("maxSecurityGroups", 0, "maxSecurityGroupRules", 0, "maxTotalFloatingIps", 0));
        }
        if (!request.since(2, 39)) {
            maxima.put("maxImageMeta", ServerMetadata.LARGEST);
        }
        if (!request.since(2, 57)) {
            maxima.putAll(Map.of("maxPersonality", 0, "maxPersonalitySize", 0));
        }
        return maxima;
    }

    private static void taken(JsonWriter out, RequestContext request, Taken taken) {
        out.put("totalInstancesUsed", taken.servers())
                .put("totalCoresUsed", taken.vcpus())
                .put("totalRAMUsed", taken.ramMiB())
                .put("totalServerGroupsUsed", 0);
        if (!request.since(2, 36)) {
            out.put("totalSecurityGroupsUsed", 0).put("totalFloatingIpsUsed", 0);
        }
    }

    private Outcome<Response> quotas(RequestContext request, boolean detail) {
        ProjectId project = new ProjectId(request.path("project_id"));
        return mayAsk(request, project)
                .map(usage::of)
                .map(taken -> Response.ok(out -> out.object("quota_set", () -> {
                    out.put("id", project.text());
                    Map<String, Long> used = Map.of(
                            "instances", (long) taken.servers(), "cores", (long) taken.vcpus(), "ram", taken.ramMiB());
                    quotas(request).forEach((name, limit) -> {
                        if (detail) {
                            out.object(
                                    name,
                                    () -> out.put("limit", limit)
                                            .put("in_use", used.getOrDefault(name, 0L))
                                            .put("reserved", 0));
                        } else {
                            out.put(name, limit);
                        }
                    });
                })));
    }

    private static Map<String, Integer> quotas(RequestContext request) {
        Map<String, Integer> quotas = new TreeMap<>(Map.of(
                "instances", UNLIMITED,
                "cores", UNLIMITED,
                "ram", UNLIMITED,
                "key_pairs", UNLIMITED,
                "metadata_items", ServerMetadata.LARGEST,
                "server_groups", 0,
                "server_group_members", 0));
        if (!request.since(2, 36)) {
            quotas.putAll(Map.of("fixed_ips", 0, "floating_ips", 0, "security_groups", 0, "security_group_rules", 0));
        }
        if (!request.since(2, 57)) {
            quotas.putAll(Map.of("injected_files", 0, "injected_file_content_bytes", 0, "injected_file_path_bytes", 0));
        }
        return quotas;
    }
}

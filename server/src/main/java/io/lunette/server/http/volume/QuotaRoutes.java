package io.lunette.server.http.volume;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.ProjectId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.VolumeType;
import io.lunette.usecase.volume.VolumeUsage;
import io.lunette.usecase.volume.VolumeUsage.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /limits} and {@code /os-quota-sets}: what is used. Nothing is limited but by the storage: -1. */
final class QuotaRoutes implements Api {
    private static final long UNLIMITED = -1;

    private final VolumeUsage usage;

    QuotaRoutes(VolumeUsage usage) {
        this.usage = usage;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/limits", this::limits),
                Route.get("/os-quota-sets/{project}", this::quotas),
                Route.get("/os-quota-sets/{project}/defaults", this::quotas),
                Route.get("/os-quota-class-sets/{class}", QuotaRoutes::quotaClass));
    }

    private Outcome<Response> limits(RequestContext request) {
        ProjectId asked = request.query("project_id")
                .or(() -> request.query("tenant_id"))
                .filter(any -> request.since(3, 39))
                .map(ProjectId::new)
                .orElse(request.caller().project());
        Usage used = usage.ofProject(request.caller(), asked);
        return Outcome.done(Response.ok(out ->
                out.object("limits", () -> out.emptyArray("rate").object("absolute", () -> absolute(out, used)))));
    }

    private static void absolute(JsonWriter out, Usage used) {
        List.of("Volumes", "VolumeGigabytes", "Snapshots", "Backups", "BackupGigabytes")
                .forEach(what -> out.put("maxTotal" + what, UNLIMITED));
        out.put("totalVolumesUsed", used.volumes())
                .put("totalGigabytesUsed", used.sizeGiB())
                .put("totalSnapshotsUsed", 0)
                .put("totalBackupsUsed", 0)
                .put("totalBackupGigabytesUsed", 0);
    }

    private Outcome<Response> quotas(RequestContext request) {
        ProjectId project = new ProjectId(request.path("project"));
        if (!request.caller().mayUse(project)) {
            return Outcome.failed(new IdentityFailure.NotAllowed("see the quotas of another project"));
        }
        boolean withUsage = request.query("usage").map(VolumeFilters::isTrue).orElse(false);
        Map<String, Long> used = used(usage.ofProject(request.caller(), project));
        return Outcome.done(quotaSet(project.text(), used, withUsage));
    }

    private static Outcome<Response> quotaClass(RequestContext request) {
        return Outcome.done(Response.ok(
                out -> out.object("quota_class_set", () -> set(out, request.path("class"), used(NONE), false))));
    }

    private static final Usage NONE = new Usage(0, 0, Map.of());

    private static Response quotaSet(String id, Map<String, Long> used, boolean withUsage) {
        return Response.ok(out -> out.object("quota_set", () -> set(out, id, used, withUsage)));
    }

    private static void set(JsonWriter out, String id, Map<String, Long> used, boolean withUsage) {
        out.put("id", id);
        used.forEach((what, count) -> {
            if (withUsage) {
                out.object(
                        what,
                        () -> out.put("limit", UNLIMITED).put("in_use", count).put("reserved", 0));
            } else {
                out.put(what, UNLIMITED);
            }
        });
    }

    private static Map<String, Long> used(Usage used) {
        Map<String, Long> all = new LinkedHashMap<>();
        String ofType = "_" + VolumeType.DEFAULT.name();
        all.put("volumes", used.volumes());
        all.put("gigabytes", used.sizeGiB());
        all.put("volumes" + ofType, used.volumes());
        all.put("gigabytes" + ofType, used.sizeGiB());
        List.of("per_volume_gigabytes", "snapshots", "snapshots" + ofType, "backups", "backup_gigabytes", "groups")
                .forEach(what -> all.put(what, 0L));
        return all;
    }
}

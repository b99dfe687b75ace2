package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.model.Volume;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.ShownVolume;
import io.lunette.usecase.volume.VolumeUsage.Usage;
import io.lunette.usecase.volume.VolumeUseCases;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /volumes}: made, listed, shown, renamed and removed. */
final class VolumeRoutes implements Api {
    private final VolumeUseCases volumes;

    VolumeRoutes(VolumeUseCases volumes) {
        this.volumes = volumes;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/volumes", request -> list(request, false)),
                Route.get("/volumes/detail", request -> list(request, true)),
                Route.get("/volumes/summary", this::summary).since(3, 12),
                Route.post("/volumes", this::create),
                Route.get("/volumes/{volume_id}", this::show),
                Route.put("/volumes/{volume_id}", this::update),
                Route.delete("/volumes/{volume_id}", this::delete));
    }

    private Outcome<Response> create(RequestContext request) {
        return VolumeBodies.create(request)
                .then(wanted -> volumes.create().create(request.caller(), wanted))
                .map(volume -> detail(request, 202, volume));
    }

    private Outcome<Response> show(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> volumes.show().show(request.caller(), id))
                .map(shown -> Response.ok(out -> out.object("volume", () -> new VolumeView(request, out).full(shown))));
    }

    private Outcome<Response> update(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> VolumeBodies.update(request)
                        .then(wanted -> volumes.update().update(request.caller(), id, wanted)))
                .then(volume -> volumes.show().show(request.caller(), volume.id()))
                .map(shown ->
                        Response.ok(out -> out.object("volume", () -> new VolumeView(request, out).detail(shown))));
    }

    private Outcome<Response> delete(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> volumes.delete().delete(request.caller(), id))
                .map(volume -> Response.empty(202));
    }

    private static Response detail(RequestContext request, int status, Volume volume) {
        ShownVolume shown = new ShownVolume(volume, List.of(), Map.of());
        return Response.json(status, out -> out.object("volume", () -> new VolumeView(request, out).detail(shown)));
    }

    private Outcome<Response> list(RequestContext request, boolean full) {
        return VolumeFilters.query(request)
                .map(query -> volumes.list().find(request.caller(), query))
                .then(all -> Page.of(request, all, volume -> volume.id().toString())
                        .map(page -> Response.ok(out -> {
                            writePage(request, out, page, full);
                            count(request, all.size()).ifPresent(count -> out.put("count", count));
                        })));
    }

    private void writePage(RequestContext request, JsonWriter out, Page<Volume> page, boolean full) {
        VolumeView view = new VolumeView(request, out);
        if (full) {
            List<ShownVolume> shown = volumes.list().shown(request.caller(), page.items());
            out.array("volumes", shown, volume -> out.object(() -> view.full(volume)));
        } else {
            out.array("volumes", page.items(), volume -> out.object(() -> view.summary(volume)));
        }
        page.writeNext(out, "volumes_links");
    }

    private static Optional<Integer> count(RequestContext request, int total) {
        boolean asked = request.since(3, 45)
                && request.query("with_count").map(VolumeFilters::isTrue).orElse(false);
        return asked ? Optional.of(total) : Optional.empty();
    }

    private Outcome<Response> summary(RequestContext request) {
        boolean everyProject =
                request.query("all_tenants").map(VolumeFilters::isTrue).orElse(false);
        Usage usage = everyProject
                ? volumes.usage().ofAll(request.caller())
                : volumes.usage().ofProject(request.caller(), request.caller().project());
        return Outcome.done(Response.ok(out -> out.object("volume-summary", () -> {
            out.put("total_size", usage.sizeGiB()).put("total_count", usage.volumes());
            if (request.since(3, 36)) {
                out.object("metadata", () -> usage.metadata().forEach(out::texts));
            }
        })));
    }
}

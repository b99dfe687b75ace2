package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Shown;
import io.lunette.model.Volume;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.ListVolumes;
import io.lunette.usecase.volume.VolumeQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code /messages} (3.3): why volumes are in error, where Cinder's clients look for it. A message is as old as the error
 * and has the id of its volume.
 */
final class MessageRoutes implements Api {
    private static final Duration KEPT = Duration.ofDays(30);

    private final ListVolumes list;

    MessageRoutes(ListVolumes list) {
        this.list = list;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/messages", this::list).since(3, 3),
                Route.get("/messages/{message_id}", this::show).since(3, 3));
    }

    private List<Volume> broken(RequestContext request) {
        return list.find(request.caller(), VolumeQuery.all()).stream()
                .filter(volume -> volume.fault().isPresent())
                .toList();
    }

    private Outcome<Response> list(RequestContext request) {
        return Page.of(request, broken(request), volume -> volume.id().toString())
                .map(page -> Response.ok(out -> {
                    out.array("messages", page.items(), volume -> out.object(() -> write(request, out, volume)));
                    page.writeNext(out, "messages_links");
                }));
    }

    private Outcome<Response> show(RequestContext request) {
        String id = request.path("message_id");
        return Outcome.of(
                        broken(request).stream()
                                .filter(volume -> volume.id().toString().equals(id))
                                .findFirst(),
                        new VolumeFailure.PartNotFound("message", Shown.text(id)))
                .map(volume -> Response.ok(out -> out.object("message", () -> write(request, out, volume))));
    }

    private static void write(RequestContext request, JsonWriter out, Volume volume) {
        String id = volume.id().toString();
        String path = "/messages/" + id;
        out.put("id", id)
                .put("event_id", "VOLUME_VOLUME_001_001")
                .put("user_message", volume.fault().orElse(""))
                .put("message_level", "ERROR")
                .put("created_at", Times.volume(volume.updated()))
                .put("guaranteed_until", Times.volume(volume.updated().plus(KEPT)))
                .putNull("request_id")
                .put("resource_type", "VOLUME")
                .put("resource_uuid", id);
        Map<String, String> links =
                Map.of("self", VolumePaths.url(request, path), "bookmark", VolumePaths.bookmark(request, path));
        out.array(
                "links",
                List.of("self", "bookmark"),
                rel -> out.object(() -> out.put("rel", rel).put("href", links.get(rel))));
    }
}

package io.lunette.server.http.volume;

import static io.lunette.usecase.volume.ChangeMetadata.Kind.OWN;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.volume.VolumeUseCases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /volumes/{id}/metadata}: the owner's own properties. */
final class MetadataRoutes implements Api {
    private final VolumeUseCases volumes;

    MetadataRoutes(VolumeUseCases volumes) {
        this.volumes = volumes;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        String all = "/volumes/{volume_id}/metadata";
        String one = all + "/{key}";
        return List.of(
                Route.get(all, request -> show(request).map(MetadataRoutes::metadata)),
                Route.post(all, this::add),
                Route.put(all, this::replace),
                Route.get(one, this::showOne),
                Route.put(one, this::setOne),
                Route.delete(one, this::remove));
    }

    private Outcome<Map<String, String>> show(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> volumes.show().show(request.caller(), id))
                .map(shown -> shown.volume().metadata());
    }

    private Outcome<Response> add(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> body(request, "metadata")
                        .then(more -> volumes.metadata().add(request.caller(), id, OWN, more)))
                .map(MetadataRoutes::metadata);
    }

    private Outcome<Response> replace(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> body(request, "metadata")
                        .then(all -> volumes.metadata().replaceAll(request.caller(), id, OWN, all)))
                .map(MetadataRoutes::metadata);
    }

    private Outcome<Response> showOne(RequestContext request) {
        String key = request.path("key");
        return show(request)
                .then(all -> Outcome.of(
                        Optional.ofNullable(all.get(key)),
                        new VolumeFailure.PropertyNotFound(request.path("volume_id"), Shown.text(key))))
                .map(value -> meta(Map.of(key, value)));
    }

    private Outcome<Response> setOne(RequestContext request) {
        return VolumePaths.volume(request)
                .then(id -> one(request)
                        .then(pair -> volumes.metadata()
                                .add(request.caller(), id, OWN, pair)
                                .map(all -> meta(pair))));
    }

    /** The body's one pair, whose key must be that of the path. */
    private static Outcome<Map<String, String>> one(RequestContext request) {
        return request.json().then(body -> {
            Field<Map<String, String>> meta = pairs(body, "meta");
            if (!meta.get().keySet().equals(Set.of(request.path("key")))) {
                body.refuse("meta", "it holds another key than the path", "one pair, with the key of the path");
            }
            return body.outcome(meta);
        });
    }

    private Outcome<Response> remove(RequestContext request) {
        return VolumePaths.volume(request).then(id -> remove(request, id));
    }

    private Outcome<Response> remove(RequestContext request, VolumeId id) {
        return volumes.metadata()
                .remove(request.caller(), id, OWN, request.path("key"))
                .map(rest -> Response.empty(200));
    }

    private static Outcome<Map<String, String>> body(RequestContext request, String name) {
        return request.json().then(body -> {
            Field<Map<String, String>> pairs = pairs(body, name);
            body.refuseUnknown();
            return body.outcome(pairs);
        });
    }

    /** A required object of strings. */
    static Field<Map<String, String>> pairs(JsonFields body, String name) {
        body.object(name);
        return body.texts(name, VolumeBodies.LONGEST_TEXT, VolumeBodies.LONGEST_TEXT);
    }

    static Response metadata(Map<String, String> metadata) {
        return Response.ok(out -> out.texts("metadata", metadata));
    }

    private static Response meta(Map<String, String> pair) {
        return Response.ok(out -> out.texts("meta", pair));
    }
}

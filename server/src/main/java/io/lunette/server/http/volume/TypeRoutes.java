package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.VolumeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /types}: one for volumes of one server, the default, and one for volumes that several servers share. */
final class TypeRoutes implements Api {
    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/types", TypeRoutes::list),
                Route.get("/types/default", request -> Outcome.done(one(request, VolumeType.DEFAULT))),
                Route.get("/types/{type}", request -> type(request).map(found -> one(request, found))),
                Route.get(
                        "/types/{type}/extra_specs",
                        request -> type(request)
                                .map(found ->
                                        Response.ok(out -> out.texts("extra_specs", extraSpecs(request, found))))),
                Route.get("/types/{type}/extra_specs/{key}", TypeRoutes::extraSpec),
                Route.get("/types/{type}/encryption", request -> type(request).map(found -> Response.ok(out -> {}))));
    }

    private static Outcome<VolumeType> type(RequestContext request) {
        return VolumeType.find(request.path("type"));
    }

    private static Outcome<Response> list(RequestContext request) {
        return Outcome.done(Response.ok(out ->
                out.array("volume_types", VolumeType.all(), type -> out.object(() -> write(request, out, type)))));
    }

    private static Response one(RequestContext request, VolumeType type) {
        return Response.ok(out -> out.object("volume_type", () -> write(request, out, type)));
    }

    private static Outcome<Response> extraSpec(RequestContext request) {
        String key = request.path("key");
        return type(request)
                .then(type -> Outcome.of(
                        Optional.ofNullable(extraSpecs(request, type).get(key)),
                        new VolumeFailure.PartNotFound("type extra spec", Shown.text(key))))
                .map(value -> Response.ok(out -> out.put(key, value)));
    }

    private static void write(RequestContext request, JsonWriter out, VolumeType type) {
        out.put("id", type.id())
                .put("name", type.name())
                .put("is_public", true)
                .put("description", type.description())
                .texts("extra_specs", extraSpecs(request, type))
                .put("os-volume-type-access:is_public", true);
        if (request.caller().isAdmin()) {
            out.putNull("qos_specs_id");
        }
    }

    /** Cinder shows most to administrators only, as they tell of the storage behind. */
    private static Map<String, String> extraSpecs(RequestContext request, VolumeType type) {
        Map<String, String> visible = new HashMap<>(type.extraSpecs());
        if (!request.caller().isAdmin()) {
            visible.keySet().retainAll(Set.of(VolumeType.MULTIATTACH));
        }
        return visible;
    }
}

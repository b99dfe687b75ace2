package io.lunette.server.http.compute;

import io.lunette.failure.FlavorFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.flavor.ChangeFlavors;
import io.lunette.usecase.flavor.ShowFlavors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /flavors/{id}/os-extra_specs}. */
final class ExtraSpecRoutes implements Api {
    private static final String PATH = "/flavors/{flavor_id}/os-extra_specs";

    private final ShowFlavors show;
    private final ChangeFlavors change;

    ExtraSpecRoutes(ShowFlavors show, ChangeFlavors change) {
        this.show = show;
        this.change = change;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, this::all),
                Route.post(PATH, this::set),
                Route.get(PATH + "/{key}", this::one),
                Route.put(PATH + "/{key}", this::setOne),
                Route.delete(PATH + "/{key}", this::remove));
    }

    private Outcome<Response> all(RequestContext request) {
        return show.show(request.caller(), id(request))
                .map(flavor -> Response.ok(out -> out.texts("extra_specs", flavor.extraSpecs())));
    }

    private static String id(RequestContext request) {
        return request.path("flavor_id");
    }

    private Outcome<Response> set(RequestContext request) {
        return request.json()
                .then(body -> MetadataBody.read(body, "extra_specs"))
                .then(more -> change.setExtraSpecs(request.caller(), id(request), more)
                        .map(flavor -> Response.ok(out -> out.texts("extra_specs", more))));
    }

    private Outcome<Response> one(RequestContext request) {
        String key = request.path("key");
        return show.show(request.caller(), id(request))
                .then(flavor -> Outcome.of(
                        Optional.ofNullable(flavor.extraSpecs().get(key)),
                        new FlavorFailure.ExtraSpecNotFound(flavor.id(), key)))
                .map(value -> Response.ok(out -> out.put(key, value)));
    }

    /** The body is the entry itself, without a name around it. */
    private Outcome<Response> setOne(RequestContext request) {
        String key = request.path("key");
        return request.json()
                .then(body -> entry(body, key))
                .then(entry -> change.setExtraSpecs(request.caller(), id(request), entry)
                        .map(flavor -> Response.ok(out -> entry.forEach(out::put))));
    }

    private static Outcome<Map<String, String>> entry(JsonFields body, String key) {
        Field<String> value = body.text(key, 0, 255);
        if (body.names().size() != 1) {
            body.refuse(new RequestFailure.InvalidField(
                    "body", "it has " + body.names().size() + " fields", "the one field '" + key + "'"));
        }
        return body.outcome(() -> Map.of(key, value.get()));
    }

    private Outcome<Response> remove(RequestContext request) {
        return change.removeExtraSpec(request.caller(), id(request), request.path("key"))
                .map(flavor -> Response.empty(200));
    }
}

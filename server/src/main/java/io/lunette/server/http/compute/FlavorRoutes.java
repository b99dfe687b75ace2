package io.lunette.server.http.compute;

import io.lunette.failure.FlavorFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Flavor;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.flavor.ChangeFlavors;
import io.lunette.usecase.flavor.ShowFlavors;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /flavors}. */
final class FlavorRoutes implements Api {
    private static final Map<String, Comparator<Flavor>> ORDERS = Map.of(
            "flavorid", Comparator.comparing(Flavor::id),
            "id", Comparator.comparing(Flavor::id),
            "name", Comparator.comparing(Flavor::name),
            "memory_mb", Comparator.comparingInt(Flavor::ramMiB),
            "vcpus", Comparator.comparingInt(Flavor::vcpus),
            "root_gb", Comparator.comparingInt(Flavor::diskGiB),
            "ephemeral_gb", Comparator.comparingInt(Flavor::ephemeralGiB),
            "swap", Comparator.comparingInt(Flavor::swapMiB));

    private final ShowFlavors show;
    private final ChangeFlavors change;
    private final FlavorBody bodies;

    FlavorRoutes(ShowFlavors show, ChangeFlavors change, FlavorBody bodies) {
        this.show = show;
        this.change = change;
        this.bodies = bodies;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/flavors", request -> list(request, false)),
                Route.get("/flavors/detail", request -> list(request, true)),
                Route.post("/flavors", this::create),
                Route.get("/flavors/{flavor_id}", this::one),
                Route.put("/flavors/{flavor_id}", this::describe).since(2, 55),
                Route.delete("/flavors/{flavor_id}", this::delete),
                Route.get("/flavors/{flavor_id}/os-flavor-access", this::access),
                Route.post("/flavors/{flavor_id}/action", this::refuseAccess));
    }

    private Outcome<Response> list(RequestContext request, boolean detail) {
        return wanted(request)
                .then(flavors -> Page.of(request, flavors, Flavor::id))
                .map(page -> {
                    FlavorView view = new FlavorView(request);
                    return Response.ok(out -> {
                        out.array(
                                "flavors",
                                page.items(),
                                flavor -> out.object(() -> {
                                    if (detail) {
                                        view.detail(out, flavor);
                                    } else {
                                        view.brief(out, flavor);
                                    }
                                }));
                        page.writeNext(out, "flavors_links");
                    });
                });
    }

    private Outcome<List<Flavor>> wanted(RequestContext request) {
        return least(request, "minRam")
                .then(ram -> least(request, "minDisk")
                        .then(disk -> order(request)
                                .map(order -> show.list(request.caller()).stream()
                                        .filter(flavor -> flavor.ramMiB() >= ram && flavor.diskGiB() >= disk)
                                        .filter(flavor -> isOfKind(request, flavor))
                                        .sorted(order)
                                        .toList())));
    }

    private static Outcome<Integer> least(RequestContext request, String parameter) {
        String text = request.query(parameter).orElse("0");
        return text.matches("[0-9]{1,9}")
                ? Outcome.done(Integer.parseInt(text))
                : Outcome.failed(new RequestFailure.InvalidField(
                        parameter, "'" + Shown.text(text) + "' is not a size", "an integer of 0 or more"));
    }

    private static Outcome<Comparator<Flavor>> order(RequestContext request) {
        String key = request.query("sort_key").orElse("flavorid");
        boolean descending = request.query("sort_dir").orElse("asc").equalsIgnoreCase("desc");
        return Outcome.of(
                        Optional.ofNullable(ORDERS.get(key)),
                        new RequestFailure.InvalidField(
                                "sort_key",
                                "'" + Shown.text(key) + "' is not a key to sort by",
                                String.join(
                                        ", ", ORDERS.keySet().stream().sorted().toList())))
                .map(order -> descending ? order.reversed() : order);
    }

    /** Administrators may ask for {@code is_public=None}: all; others see public ones whatever they ask. */
    private static boolean isOfKind(RequestContext request, Flavor flavor) {
        if (!request.caller().isAdmin()) {
            return flavor.isPublic();
        }
        return switch (request.query("is_public").orElse("true").toLowerCase(Locale.ROOT)) {
            case "none" -> true;
            case "false", "0", "f", "no", "off" -> !flavor.isPublic();
            default -> flavor.isPublic();
        };
    }

    private Outcome<Response> one(RequestContext request) {
        return found(request).map(flavor -> shown(request, flavor));
    }

    private Outcome<Flavor> found(RequestContext request) {
        return show.show(request.caller(), request.path("flavor_id"));
    }

    private static Response shown(RequestContext request, Flavor flavor) {
        FlavorView view = new FlavorView(request);
        return Response.ok(out -> out.object("flavor", () -> view.detail(out, flavor)));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(body -> bodies.read(request, body))
                .then(flavor -> change.create(request.caller(), flavor))
                .map(flavor -> shown(request, flavor));
    }

    private Outcome<Response> describe(RequestContext request) {
        return request.json()
                .then(body -> {
                    JsonFields flavor = body.object("flavor");
                    Field<Optional<String>> description = flavor.optionalText("description", 65535);
                    flavor.refuseUnknown();
                    return body.outcome(() -> description.get().orElse(""));
                })
                .then(text -> change.describe(request.caller(), request.path("flavor_id"), text))
                .map(flavor -> shown(request, flavor));
    }

    private Outcome<Response> delete(RequestContext request) {
        return change.delete(request.caller(), request.path("flavor_id")).map(done -> Response.empty(202));
    }

    private Outcome<Response> access(RequestContext request) {
        return found(request)
                .then(flavor -> flavor.isPublic()
                        ? Outcome.failed(new FlavorFailure.AccessNotListed(flavor.id()))
                        : Outcome.done(Response.ok(out -> out.emptyArray("flavor_access"))));
    }

    private Outcome<Response> refuseAccess(RequestContext request) {
        return found(request).then(flavor -> Outcome.failed(new FlavorFailure.AccessNotGranted(flavor.id())));
    }
}

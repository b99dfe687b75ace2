package io.lunette.server.http.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.server.http.Access;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** /services, /endpoints, /regions: the catalogue as administrators list it. It cannot be changed. */
final class CatalogRoutes {
    private record Endpoint(Catalog.Entry entry, String face) {
        String id() {
            return entry.endpointId(face);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/services", this::services).access(Access.TOKEN),
                Route.get("/services/{service_id}", this::service).access(Access.TOKEN),
                Route.get("/endpoints", this::endpoints).access(Access.TOKEN),
                Route.get("/endpoints/{endpoint_id}", this::endpoint).access(Access.TOKEN),
                Route.get("/regions", this::regions).access(Access.TOKEN),
                Route.get("/regions/{region_id}", this::region).access(Access.TOKEN));
    }

    private Outcome<Response> services(RequestContext request) {
        Optional<String> type = request.query("type");
        Optional<String> name = request.query("name");
        List<Catalog.Entry> found = Catalog.ENTRIES.stream()
                .filter(entry -> type.isEmpty() || type.get().equals(entry.type()))
                .filter(entry -> name.isEmpty() || name.get().equals(entry.name()))
                .toList();
        return Outcome.done(Listing.of(request, "services", found, (out, entry) -> writeService(out, request, entry)));
    }

    private Outcome<Response> service(RequestContext request) {
        String id = request.path("service_id");
        Optional<Catalog.Entry> found =
                Catalog.ENTRIES.stream().filter(entry -> entry.id().equals(id)).findFirst();
        return Outcome.of(found, new IdentityFailure.NotFound("service", id))
                .map(known -> Listing.one(200, "service", known, (out, entry) -> writeService(out, request, entry)));
    }

    private Outcome<Response> endpoints(RequestContext request) {
        Optional<String> service = request.query("service_id");
        Optional<String> face = request.query("interface");
        List<Endpoint> found = all().stream()
                .filter(endpoint -> service.isEmpty()
                        || service.get().equals(endpoint.entry().id()))
                .filter(endpoint -> face.isEmpty() || face.get().equals(endpoint.face()))
                .toList();
        return Outcome.done(
                Listing.of(request, "endpoints", found, (out, endpoint) -> writeEndpoint(out, request, endpoint)));
    }

    private Outcome<Response> endpoint(RequestContext request) {
        String id = request.path("endpoint_id");
        Optional<Endpoint> found =
                all().stream().filter(endpoint -> endpoint.id().equals(id)).findFirst();
        return Outcome.of(found, new IdentityFailure.NotFound("endpoint", id))
                .map(known ->
                        Listing.one(200, "endpoint", known, (out, endpoint) -> writeEndpoint(out, request, endpoint)));
    }

    private Outcome<Response> regions(RequestContext request) {
        return Outcome.done(
                Listing.of(request, "regions", List.of(Catalog.REGION), (out, region) -> writeRegion(out, request)));
    }

    private Outcome<Response> region(RequestContext request) {
        String id = request.path("region_id");
        return id.equals(Catalog.REGION)
                ? Outcome.done(Listing.one(200, "region", id, (out, region) -> writeRegion(out, request)))
                : Outcome.failed(new IdentityFailure.NotFound("region", id));
    }

    private static List<Endpoint> all() {
        return Catalog.ENTRIES.stream()
                .flatMap(entry -> Catalog.INTERFACES.stream().map(face -> new Endpoint(entry, face)))
                .toList();
    }

    private static void writeService(JsonWriter out, RequestContext request, Catalog.Entry entry) {
        out.put("id", entry.id())
                .put("type", entry.type())
                .put("name", entry.name())
                .put("description", "")
                .put("enabled", true);
        Listing.links(out, request, "/services/" + entry.id());
    }

    private static void writeEndpoint(JsonWriter out, RequestContext request, Endpoint endpoint) {
        Catalog.endpoint(out, request, endpoint.entry(), endpoint.face());
        out.put("service_id", endpoint.entry().id()).put("enabled", true);
        Listing.links(out, request, "/endpoints/" + endpoint.id());
    }

    private static void writeRegion(JsonWriter out, RequestContext request) {
        out.put("id", Catalog.REGION).put("description", "").putNull("parent_region_id");
        Listing.links(out, request, "/regions/" + Catalog.REGION);
    }
}

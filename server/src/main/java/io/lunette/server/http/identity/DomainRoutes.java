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

/** /domains: the default one. */
final class DomainRoutes {
    List<Route> routes() {
        return List.of(
                Route.get("/domains", request -> Outcome.done(list(request))).access(Access.TOKEN),
                Route.get("/domains/{domain_id}", DomainRoutes::show).access(Access.TOKEN));
    }

    static Response list(RequestContext request) {
        Optional<String> name = request.query("name");
        List<String> found =
                name.isEmpty() || DefaultDomain.isMeant(name.get()) ? List.of(DefaultDomain.ID) : List.of();
        return Listing.of(request, "domains", found, (out, id) -> write(out, request));
    }

    private static Outcome<Response> show(RequestContext request) {
        String id = request.path("domain_id");
        return id.equals(DefaultDomain.ID)
                ? Outcome.done(Listing.one(200, "domain", id, (out, domain) -> write(out, request)))
                : Outcome.failed(new IdentityFailure.NotFound("domain", id));
    }

    private static void write(JsonWriter out, RequestContext request) {
        out.put("id", DefaultDomain.ID)
                .put("name", DefaultDomain.NAME)
                .put("description", "The default domain")
                .put("enabled", true)
                .emptyArray("tags")
                .emptyObject("options");
        Listing.links(out, request, "/domains/" + DefaultDomain.ID);
    }
}

package io.lunette.server.http.identity;

import io.lunette.failure.Outcome;
import io.lunette.model.Role;
import io.lunette.server.http.Access;
import io.lunette.server.http.NameFilter;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.identity.RoleAdministration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** /roles. */
final class RoleRoutes {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 255;

    private final RoleAdministration roles;

    RoleRoutes(RoleAdministration roles) {
        this.roles = roles;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/roles", this::list).access(Access.TOKEN),
                Route.post("/roles", this::create).access(Access.TOKEN),
                Route.get("/roles/{role_id}", this::show).access(Access.TOKEN),
                Route.patch("/roles/{role_id}", this::update).access(Access.TOKEN),
                Route.delete("/roles/{role_id}", this::delete).access(Access.TOKEN));
    }

    private Outcome<Response> list(RequestContext request) {
        Predicate<String> named = NameFilter.exact(request);
        return roles.list(request.token())
                .map(all -> all.stream().filter(role -> named.test(role.name())).toList())
                .map(found -> Listing.of(request, "roles", found, (out, role) -> write(out, request, role)));
    }

    private Outcome<Response> show(RequestContext request) {
        return roles.show(request.token(), request.path("role_id")).map(role -> answer(200, request, role));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json().then(body -> {
            JsonFields role = body.object("role");
            Field<String> name = role.text("name", 1, LONGEST_NAME);
            Field<Optional<String>> description = description(role);
            return body.outcome(name)
                    .then(wanted -> roles.create(
                            request.token(), wanted, description.get().orElse("")))
                    .map(made -> answer(201, request, made));
        });
    }

    private Outcome<Response> update(RequestContext request) {
        return request.json().then(body -> {
            JsonFields role = body.object("role");
            Field<Optional<String>> name = role.optionalText("name", 1, LONGEST_NAME);
            Field<Optional<String>> description = description(role);
            return body.outcome(name)
                    .then(wanted -> roles.update(request.token(), request.path("role_id"), wanted, description.get()))
                    .map(changed -> answer(200, request, changed));
        });
    }

    /** Reads what a role has beside its name. */
    private static Field<Optional<String>> description(JsonFields role) {
        Field<Optional<String>> description = role.optionalText("description", LONGEST_DESCRIPTION);
        DefaultDomain.requireId(role);
        role.ignore("options");
        role.refuseUnknown();
        return description;
    }

    private Outcome<Response> delete(RequestContext request) {
        return roles.delete(request.token(), request.path("role_id")).map(done -> Response.empty(204));
    }

    private static Response answer(int status, RequestContext request, Role role) {
        return Listing.one(status, "role", role, (out, shown) -> write(out, request, shown));
    }

    static void write(JsonWriter out, RequestContext request, Role role) {
        out.put("id", role.id())
                .put("name", role.name())
                .putNull("domain_id")
                .put("description", Optional.of(role.description()).filter(text -> !text.isEmpty()))
                .emptyObject("options");
        Listing.links(out, request, "/roles/" + role.id());
    }
}

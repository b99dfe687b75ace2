package io.lunette.server.http.identity;

import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.server.http.Access;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.RoleAdministration;
import io.lunette.usecase.identity.UserAdministration;
import java.util.List;
import java.util.Optional;

/** Who has which role on what project: /role_assignments, and /projects/{}/users/{}/roles/{}. */
final class AssignmentRoutes {
    private static final String ONE = "/projects/{project_id}/users/{user_id}/roles/{role_id}";
    private static final String OF_USER = "/projects/{project_id}/users/{user_id}/roles";

    private final RoleAdministration roles;
    private final UserAdministration users;
    private final ProjectAdministration projects;

    AssignmentRoutes(RoleAdministration roles, UserAdministration users, ProjectAdministration projects) {
        this.roles = roles;
        this.users = users;
        this.projects = projects;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/role_assignments", this::list).access(Access.TOKEN),
                Route.get(OF_USER, this::ofUser).access(Access.TOKEN),
                Route.put(ONE, this::assign).access(Access.TOKEN),
                Route.get(ONE, this::check).access(Access.TOKEN),
                Route.delete(ONE, this::unassign).access(Access.TOKEN));
    }

    private Outcome<Response> list(RequestContext request) {
        boolean names = request.queryNames().contains("include_names")
                && !request.query("include_names").orElse("").matches("0|(?i)false");
        return roles.assignments(request.token())
                .map(all -> all.stream()
                        .filter(one -> asked(request, "user.id", one.user().text()))
                        .filter(one ->
                                asked(request, "scope.project.id", one.project().text()))
                        .filter(one -> asked(request, "role.id", one.roleId()))
                        .toList())
                .map(found ->
                        Listing.of(request, "role_assignments", found, (out, one) -> write(out, request, one, names)));
    }

    private static boolean asked(RequestContext request, String filter, String value) {
        Optional<String> wanted = request.query(filter);
        return wanted.isEmpty() || wanted.get().equals(value);
    }

    private Outcome<Response> ofUser(RequestContext request) {
        return roles.rolesOn(request.token(), user(request), project(request))
                .map(found -> Listing.of(request, "roles", found, (out, role) -> RoleRoutes.write(out, request, role)));
    }

    private Outcome<Response> assign(RequestContext request) {
        return roles.assign(request.token(), assignment(request)).map(done -> Response.empty(204));
    }

    private Outcome<Response> check(RequestContext request) {
        return roles.check(request.token(), assignment(request)).map(done -> Response.empty(204));
    }

    private Outcome<Response> unassign(RequestContext request) {
        return roles.unassign(request.token(), assignment(request)).map(done -> Response.empty(204));
    }

    private void write(JsonWriter out, RequestContext request, RoleAssignment one, boolean names) {
        Optional<String> role = names ? roleName(request, one) : Optional.empty();
        Optional<String> user = names ? userName(request, one) : Optional.empty();
        Optional<String> project = names ? projectName(request, one) : Optional.empty();
        out.object("role", () -> named(out, one.roleId(), role, false));
        out.object("user", () -> named(out, one.user().text(), user, true));
        out.object(
                "scope",
                () -> out.object("project", () -> named(out, one.project().text(), project, true)));
        Listing.links(out, request, "/projects/" + one.project() + "/users/" + one.user() + "/roles/" + one.roleId());
    }

    private static void named(JsonWriter out, String id, Optional<String> name, boolean inDomain) {
        out.put("id", id).putIf(name, (named, text) -> named.put("name", text));
        if (name.isPresent() && inDomain) {
            DefaultDomain.write(out);
        }
    }

    private Optional<String> roleName(RequestContext request, RoleAssignment one) {
        return value(roles.show(request.token(), one.roleId()).map(Role::name));
    }

    private Optional<String> userName(RequestContext request, RoleAssignment one) {
        return value(users.show(request.token(), one.user()).map(User::name));
    }

    private Optional<String> projectName(RequestContext request, RoleAssignment one) {
        return value(projects.show(request.token(), one.project()).map(Project::name));
    }

    private static Optional<String> value(Outcome<String> outcome) {
        return outcome instanceof Outcome.Done<String> done ? Optional.of(done.value()) : Optional.empty();
    }

    private static RoleAssignment assignment(RequestContext request) {
        return new RoleAssignment(user(request), project(request), request.path("role_id"));
    }

    private static UserId user(RequestContext request) {
        return new UserId(request.path("user_id"));
    }

    private static ProjectId project(RequestContext request) {
        return new ProjectId(request.path("project_id"));
    }
}

package io.lunette.server.http.identity;

import io.lunette.failure.Outcome;
import io.lunette.model.ExtraAttributes;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.server.http.Access;
import io.lunette.server.http.NameFilter;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.UserAdministration;
import io.lunette.usecase.identity.UserAdministration.NewUser;
import io.lunette.usecase.identity.UserAdministration.UserChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** /users. */
final class UserRoutes {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 255;
    private static final int LONGEST_PASSWORD = 4096;

    private final UserAdministration users;
    private final ProjectAdministration projects;

    UserRoutes(UserAdministration users, ProjectAdministration projects) {
        this.users = users;
        this.projects = projects;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/users", this::list).access(Access.TOKEN),
                Route.post("/users", this::create).access(Access.TOKEN),
                Route.get("/users/{user_id}", this::show).access(Access.TOKEN),
                Route.patch("/users/{user_id}", this::update).access(Access.TOKEN),
                Route.delete("/users/{user_id}", this::delete).access(Access.TOKEN),
                Route.post("/users/{user_id}/password", this::changePassword).access(Access.TOKEN),
                Route.get("/users/{user_id}/projects", this::projects).access(Access.TOKEN));
    }

    private Outcome<Response> list(RequestContext request) {
        Predicate<String> named = NameFilter.exact(request);
        Predicate<Boolean> enabled = EnabledFilter.of(request);
        return users.list(request.token())
                .map(all -> all.stream()
                        .filter(user -> named.test(user.name()) && enabled.test(user.enabled()))
                        .toList())
                .map(found -> Listing.of(request, "users", found, (out, user) -> write(out, request, user)));
    }

    private Outcome<Response> show(RequestContext request) {
        return users.show(request.token(), id(request)).map(user -> answer(200, request, user));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(UserRoutes::newUser)
                .then(wanted -> users.create(request.token(), wanted))
                .map(user -> answer(201, request, user));
    }

    private Outcome<Response> update(RequestContext request) {
        return request.json()
                .then(UserRoutes::change)
                .then(change -> users.update(request.token(), id(request), change))
                .map(user -> answer(200, request, user));
    }

    private Outcome<Response> delete(RequestContext request) {
        return users.delete(request.token(), id(request)).map(done -> Response.empty(204));
    }

    private Outcome<Response> changePassword(RequestContext request) {
        return request.json().then(body -> {
            JsonFields user = body.object("user");
            Field<String> original = user.text("original_password", 0, LONGEST_PASSWORD);
            Field<String> password = user.text("password", 1, LONGEST_PASSWORD);
            user.refuseUnknown();
            return body.outcome(() -> password.get())
                    .then(fresh -> users.changePassword(request.token(), id(request), original.get(), fresh))
                    .map(done -> Response.empty(204));
        });
    }

    private Outcome<Response> projects(RequestContext request) {
        return projects.listOf(request.token(), id(request))
                .map(own -> Listing.of(
                        request, "projects", own, (out, project) -> ProjectView.write(out, request, project)));
    }

    private static Outcome<NewUser> newUser(JsonFields body) {
        JsonFields user = body.object("user");
        Field<String> name = user.text("name", 1, LONGEST_NAME);
        Field<Optional<String>> description = user.optionalText("description", LONGEST_DESCRIPTION);
        Field<Optional<String>> password = user.optionalText("password", 1, LONGEST_PASSWORD);
        Field<Optional<Boolean>> enabled = user.optionalBool("enabled");
        Field<Map<String, Optional<String>>> extra = extra(user);
        return body.outcome(() -> new NewUser(
                name.get(),
                description.get().orElse(""),
                password.get(),
                enabled.get().orElse(true),
                ExtraAttributes.NONE.with(extra.get())));
    }

    private static Outcome<UserChange> change(JsonFields body) {
        JsonFields user = body.object("user");
        Field<Optional<String>> name = user.optionalText("name", 1, LONGEST_NAME);
        Field<Optional<String>> description = user.optionalText("description", LONGEST_DESCRIPTION);
        Field<Optional<String>> password = user.optionalText("password", 1, LONGEST_PASSWORD);
        Field<Optional<Boolean>> enabled = user.optionalBool("enabled");
        Field<Map<String, Optional<String>>> extra = extra(user);
        return body.outcome(
                () -> new UserChange(name.get(), description.get(), password.get(), enabled.get(), extra.get()));
    }

    private static Field<Map<String, Optional<String>>> extra(JsonFields user) {
        DefaultDomain.requireId(user);
        UserOptions.require(user);
        return ExtraReading.read(user);
    }

    private static Response answer(int status, RequestContext request, User user) {
        return Listing.one(status, "user", user, (out, shown) -> write(out, request, shown));
    }

    private static void write(JsonWriter out, RequestContext request, User user) {
        out.put("id", user.id().text())
                .put("name", user.name())
                .put("description", user.description())
                .put("enabled", user.enabled())
                .put("domain_id", DefaultDomain.ID)
                .putNull("password_expires_at")
                .emptyObject("options");
        ExtraReading.write(out, user.extra());
        Listing.links(out, request, "/users/" + user.id());
    }

    private static UserId id(RequestContext request) {
        return new UserId(request.path("user_id"));
    }
}

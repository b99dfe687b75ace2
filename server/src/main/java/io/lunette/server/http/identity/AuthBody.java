package io.lunette.server.http.identity;

import io.lunette.failure.Outcome;
import io.lunette.model.ProjectId;
import io.lunette.model.UserId;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.identity.Credentials;
import io.lunette.usecase.identity.Scope;
import io.lunette.usecase.identity.UserReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The body of POST /auth/tokens. */
record AuthBody(Credentials credentials, Scope scope) {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PASSWORD = 4096;

    static Outcome<AuthBody> read(JsonFields body) {
        JsonFields auth = body.object("auth");
        Supplier<Credentials> credentials = credentials(auth.object("identity"));
        Supplier<Scope> scope = scope(auth);
        return body.outcome(() -> new AuthBody(credentials.get(), scope.get()));
    }

    private static Supplier<Credentials> credentials(JsonFields identity) {
        List<String> methods = identity.texts("methods", LONGEST_NAME).get();
        if (methods.equals(List.of("password"))) {
            return password(identity.object("password").object("user"));
        }
        if (methods.equals(List.of("token"))) {
            Field<String> id = identity.object("token").text("id", 1, LONGEST_NAME);
            return () -> new Credentials.Existing(id.get());
        }
        return identity.refuse("methods", "this combination is not served", "[\"password\"] or [\"token\"]");
    }

    private static Supplier<Credentials> password(JsonFields user) {
        DefaultDomain.require(user);
        Field<String> password = user.text("password", 0, LONGEST_PASSWORD);
        if (user.has("id")) {
            Field<String> id = user.text("id", 1, LONGEST_NAME);
            return () -> new Credentials.Password(new UserReference.ById(new UserId(id.get())), password.get());
        }
        Field<String> name = user.text("name", 1, LONGEST_NAME);
        return () -> new Credentials.Password(new UserReference.ByName(name.get()), password.get());
    }

    private static Supplier<Scope> scope(JsonFields auth) {
        if (auth.node("scope").isTextual()) { // "unscoped"
            Field<Scope> word = auth.choice("scope", java.util.Map.of("unscoped", new Scope.Unscoped()));
            return word;
        }
        Optional<JsonFields> scope = auth.optionalObject("scope");
        if (scope.isEmpty()) {
            return Scope.Unsaid::new;
        }
        if (scope.get().node("unscoped").isObject()) {
            return Scope.Unscoped::new;
        }
        if (!scope.get().has("project")) {
            return auth.refuse("scope", "only projects can be a scope here", "project, or none");
        }
        return project(scope.get().object("project"));
    }

    private static Supplier<Scope> project(JsonFields project) {
        DefaultDomain.require(project);
        if (project.has("id")) {
            Field<String> id = project.text("id", 1, LONGEST_NAME);
            return () -> new Scope.ProjectById(new ProjectId(id.get()));
        }
        Field<String> name = project.text("name", 1, LONGEST_NAME);
        return () -> new Scope.ProjectByName(name.get());
    }
}

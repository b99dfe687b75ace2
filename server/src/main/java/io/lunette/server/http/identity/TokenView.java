package io.lunette.server.http.identity;

import io.lunette.model.User;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.identity.ValidToken;
import java.util.List;

/** A token as Identity v3 shows it. */
final class TokenView {
    private TokenView() {}

    static void write(JsonWriter out, RequestContext request, ValidToken valid) {
        out.object("token", () -> {
            out.texts("methods", List.of(valid.token().methods().split(",", -1)))
                    .texts("audit_ids", List.of(valid.token().auditId()))
                    .put("issued_at", Times.identity(valid.token().issued()))
                    .put("expires_at", Times.identity(valid.token().expires()));
            user(out, valid.user());
            if (valid.project().isPresent()) {
                scope(out, request, valid);
            }
        });
    }

    private static void user(JsonWriter out, User user) {
        out.object("user", () -> {
            out.put("id", user.id().text()).put("name", user.name()).putNull("password_expires_at");
            DefaultDomain.write(out);
        });
    }

    private static void scope(JsonWriter out, RequestContext request, ValidToken valid) {
        valid.project()
                .ifPresent(project -> out.object("project", () -> {
                    out.put("id", project.id().text()).put("name", project.name());
                    DefaultDomain.write(out);
                }));
        out.put("is_domain", false)
                .array(
                        "roles",
                        valid.roles(),
                        role -> out.object(() -> out.put("id", role.id()).put("name", role.name())));
        if (!request.queryNames().contains("nocatalog")) {
            Catalog.write(out, request);
        }
    }
}

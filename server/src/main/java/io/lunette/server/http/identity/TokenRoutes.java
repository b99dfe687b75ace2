package io.lunette.server.http.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.server.http.Access;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.usecase.identity.InspectToken;
import io.lunette.usecase.identity.IssueToken;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.RevokeToken;
import java.util.List;

/** /auth: tokens, and what can be had by one. */
final class TokenRoutes {
    private static final String SUBJECT = "X-Subject-Token";

    private final IssueToken issueToken;
    private final InspectToken inspectToken;
    private final RevokeToken revokeToken;
    private final ProjectAdministration projects;

    TokenRoutes(
            IssueToken issueToken, InspectToken inspectToken, RevokeToken revokeToken, ProjectAdministration projects) {
        this.issueToken = issueToken;
        this.inspectToken = inspectToken;
        this.revokeToken = revokeToken;
        this.projects = projects;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/auth/tokens", this::issue).access(Access.OPEN),
                Route.get("/auth/tokens", this::inspect).access(Access.TOKEN),
                Route.delete("/auth/tokens", this::revoke).access(Access.TOKEN),
                Route.get("/auth/catalog", this::catalog).access(Access.TOKEN),
                Route.get("/auth/projects", this::projects).access(Access.TOKEN),
                Route.get("/auth/domains", this::domains).access(Access.TOKEN));
    }

    private Outcome<Response> issue(RequestContext request) {
        return request.json()
                .then(AuthBody::read)
                .then(body -> issueToken.issue(body.credentials(), body.scope()))
                .map(issued -> Response.json(201, out -> TokenView.write(out, request, issued.token()))
                        .with(SUBJECT, issued.text()));
    }

    private Outcome<Response> inspect(RequestContext request) {
        return subject(request)
                .then(text -> inspectToken
                        .inspect(request.token(), text)
                        .map(token -> Response.ok(out -> TokenView.write(out, request, token))
                                .with(SUBJECT, text)));
    }

    private Outcome<Response> revoke(RequestContext request) {
        return subject(request)
                .then(text -> revokeToken.revoke(request.token(), text))
                .map(done -> Response.empty(204));
    }

    private static Outcome<String> subject(RequestContext request) {
        return Outcome.of(request.header(SUBJECT), new IdentityFailure.TokenNotFound());
    }

    private Outcome<Response> catalog(RequestContext request) {
        return Outcome.done(Response.ok(out -> {
            Catalog.write(out, request);
            Listing.links(out, request, "/auth/catalog");
        }));
    }

    private Outcome<Response> projects(RequestContext request) {
        return projects.listOf(request.token(), request.token().user().id())
                .map(own -> Listing.of(
                        request, "projects", own, (out, project) -> ProjectView.write(out, request, project)));
    }

    private Outcome<Response> domains(RequestContext request) {
        return Outcome.done(DomainRoutes.list(request));
    }
}

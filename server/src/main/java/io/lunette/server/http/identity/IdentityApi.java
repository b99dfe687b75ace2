package io.lunette.server.http.identity;

import io.lunette.server.http.Api;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.identity.InspectToken;
import io.lunette.usecase.identity.IssueToken;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.RevokeToken;
import io.lunette.usecase.identity.RoleAdministration;
import io.lunette.usecase.identity.UserAdministration;
import java.util.List;
import java.util.stream.Stream;

/** All routes of Identity v3. */
public final class IdentityApi implements Api {
    private final List<Route> routes;

    public IdentityApi(
            IssueToken issueToken,
            InspectToken inspectToken,
            RevokeToken revokeToken,
            UserAdministration users,
            ProjectAdministration projects,
            RoleAdministration roles) {
        this.routes = Stream.of(
                        new TokenRoutes(issueToken, inspectToken, revokeToken, projects).routes(),
                        new CatalogRoutes().routes(),
                        new DomainRoutes().routes(),
                        new UserRoutes(users, projects).routes(),
                        new ProjectRoutes(projects).routes(),
                        new RoleRoutes(roles).routes(),
                        new AssignmentRoutes(roles, users, projects).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Service service() {
        return Service.IDENTITY;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}

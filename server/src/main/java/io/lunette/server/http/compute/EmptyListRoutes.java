package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import java.util.List;

/** Lists of things that there are none of here, asked for by clients that show all they can. */
final class EmptyListRoutes implements Api {

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                empty("/extensions", "extensions"),
                empty("/os-server-groups", "server_groups"),
                empty("/os-aggregates", "aggregates"));
    }

    private static Route empty(String path, String field) {
        return Route.get(path, request -> Outcome.done(Response.ok(out -> out.emptyArray(field))));
    }
}

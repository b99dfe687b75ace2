package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.FindDrift;
import io.lunette.usecase.server.FindDrift.Drift;
import java.util.List;

/** Where hosts and targets show something else than the store says: {@code GET /v1/drift}, for administrators. */
public final class DriftApi implements Api {
    private final FindDrift drift;

    public DriftApi(FindDrift drift) {
        this.drift = drift;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/drift", this::find));
    }

    private Outcome<Response> find(RequestContext request) {
        return drift.find(request.caller())
                .map(found ->
                        Response.ok(out -> out.array("drift", found, each -> out.object(() -> write(out, each)))));
    }

    private static void write(JsonWriter out, Drift drift) {
        out.put("host", drift.host())
                .put("server", drift.server())
                .put("volume", drift.volume())
                .put("what", drift.what())
                .put("fix", drift.fix());
    }
}

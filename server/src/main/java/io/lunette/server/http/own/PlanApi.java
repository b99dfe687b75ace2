package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.server.PlanWork;
import java.util.List;

/** What work on a server would do, without doing it: {@code POST /v1/plans}. */
public final class PlanApi implements Api {
    private final PlanWork plans;

    public PlanApi(PlanWork plans) {
        this.plans = plans;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/plans", this::plan));
    }

    /** A refusal of the work is what was asked for, so it is 200 too. */
    private Outcome<Response> plan(RequestContext request) {
        return request.json()
                .then(body -> new WorkBody(request).read(body))
                .then(asked -> plans.plan(request.caller(), asked.work())
                        .map(planned -> Response.ok(
                                out -> out.object("plan", () -> PlanView.write(out, asked.name(), planned)))));
    }
}

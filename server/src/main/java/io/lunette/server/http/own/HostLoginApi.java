package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ChapAccount;
import io.lunette.model.HostLogin;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.ChapFields;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.host.HostLoginUseCases;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The iSCSI targets that the kernel of a host is logged in to, for administrators: {@code GET /v1/hosts/{host}/logins} shows the
 * logins, {@code POST} makes one, {@code DELETE /v1/hosts/{host}/logins/{iqn}} takes it away, and
 * {@code GET /v1/hosts/{host}/targets?portal=ADDRESS:PORT} asks a portal for its targets.
 */
public final class HostLoginApi implements Api {
    private static final String PORTAL = "ADDRESS:PORT of an array";
    private static final String TARGET = "the IQN of a target";

    private final HostLoginUseCases logins;

    public HostLoginApi(HostLoginUseCases logins) {
        this.logins = logins;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/hosts/{host}/targets", this::discover),
                Route.get("/hosts/{host}/logins", this::list),
                Route.post("/hosts/{host}/logins", this::login),
                Route.delete("/hosts/{host}/logins/{iqn}", this::logout));
    }

    private static HostName host(RequestContext request) {
        return new HostName(request.path("host"));
    }

    private Outcome<Response> discover(RequestContext request) {
        return Outcome.of(request.query("portal"), new RequestFailure.MissingField("portal"))
                .then(text -> Portal.parse(text)
                        .orFail(problem -> new RequestFailure.InvalidField("portal", problem, PORTAL)))
                .then(portal -> logins.discover(request.caller(), host(request), portal))
                .map(found -> Response.ok(out -> out.array(
                        "targets",
                        found,
                        each -> out.object(
                                () -> out.put("target", each.target().text()).put("logged_in", each.active())))));
    }

    private Outcome<Response> list(RequestContext request) {
        return logins.list(request.caller(), host(request))
                .map(found ->
                        Response.ok(out -> out.array("logins", found, each -> out.object(() -> write(out, each)))));
    }

    private static void write(JsonWriter out, HostLogin login) {
        out.put("target", login.target().text())
                .put("portal", login.portal().map(Portal::toString))
                .put("made_by_lunette", login.isOurs())
                .put("chap_user", login.user())
                .put("logged_in", login.active())
                .texts("luns", login.luns().stream().map(Wwid::toString).toList());
    }

    private record Wanted(Portal portal, Iqn target, Optional<ChapAccount> account) {}

    private Outcome<Response> login(RequestContext request) {
        return request.json()
                .then(HostLoginApi::wanted)
                .then(wanted -> logins.login(
                        request.caller(), host(request), wanted.portal(), wanted.target(), wanted.account()))
                .map(made -> Response.json(201, out -> out.object("login", () -> write(out, made))));
    }

    private static Outcome<Wanted> wanted(JsonFields body) {
        JsonFields login = body.object("login");
        body.refuseUnknown();
        Field<Portal> portal = login.parsed("portal", Portal::parse, PORTAL);
        Field<Iqn> target = login.parsed("target", Iqn::parse, TARGET);
        Supplier<Optional<ChapAccount>> account = ChapFields.optional(login);
        login.refuseUnknown();
        return body.outcome(() -> new Wanted(portal.get(), target.get(), account.get()));
    }

    private Outcome<Response> logout(RequestContext request) {
        return Iqn.parse(request.path("iqn"))
                .orFail(problem -> new RequestFailure.InvalidField("iqn", problem, TARGET))
                .then(target -> logins.logout(request.caller(), host(request), target))
                .map(gone -> Response.empty(204));
    }
}

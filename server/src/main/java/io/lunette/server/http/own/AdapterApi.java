package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Wwn;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.fibrechannel.AdapterUseCases;
import io.lunette.usecase.fibrechannel.CreateAdapter;
import io.lunette.usecase.fibrechannel.CreateAdapter.Choice;
import io.lunette.usecase.fibrechannel.CreateAdapter.Names;
import io.lunette.usecase.fibrechannel.ShowAdapters;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v1/hosts/{host}/hbas}: administrators see the Fibre Channel HBAs of a host, and give servers vHBAs on them, which
 * are named by their server.
 */
public final class AdapterApi implements Api {
    private static final int LONGEST_NAME = 255;

    private final AdapterUseCases adapters;

    public AdapterApi(AdapterUseCases adapters) {
        this.adapters = adapters;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/hosts/{host}/hbas", this::list),
                Route.post("/hosts/{host}/hbas", this::create),
                Route.delete("/hosts/{host}/hbas/{server}", this::remove));
    }

    private static HostName host(RequestContext request) {
        return new HostName(request.path("host"));
    }

    private Outcome<Response> list(RequestContext request) {
        return adapters.show()
                .show(request.caller(), host(request))
                .map(shown -> Response.ok(out -> {
                    out.array("hbas", shown.hbas(), hba -> out.object(() -> write(out, hba)));
                    out.array("missing", shown.missing(), vhba -> out.object(() -> write(out, vhba)));
                }));
    }

    private static void write(JsonWriter out, ShowAdapters.Hba hba) {
        port(out, hba.adapter());
        out.put("vports_capable", hba.adapter().vports().isPresent());
        hba.adapter()
                .vports()
                .ifPresent(vports -> out.put("vports", vports.used()).put("max_vports", vports.most()));
        out.array(
                "vhbas",
                hba.carried(),
                vhba -> out.object(() -> {
                    port(out, vhba.adapter());
                    out.put("server_id", vhba.server().map(ServerId::toString));
                }));
    }

    private static void port(JsonWriter out, HostAdapter port) {
        out.put("name", port.name())
                .put("wwnn", port.wwnn().digits())
                .put("wwpn", port.wwpn().digits())
                .put("fabric_wwn", port.fabric().map(Wwn::digits));
    }

    private static void write(JsonWriter out, VirtualAdapter missing) {
        out.put("server_id", missing.server().toString())
                .put("wwnn", missing.wwnn().digits())
                .put("wwpn", missing.wwpn().digits());
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(AdapterApi::wanted)
                .then(wanted -> adapters.create()
                        .create(request.caller(), host(request), wanted)
                        .map(made -> Response.json(
                                201,
                                out -> out.object("hba", () -> {
                                    port(out, made);
                                    out.put("parent", made.parent())
                                            .put("server_id", wanted.server().toString());
                                }))));
    }

    private static Outcome<CreateAdapter.Request> wanted(JsonFields body) {
        JsonFields hba = body.object("hba");
        body.refuseUnknown();
        Field<ServerId> server = hba.parsed("server_id", ServerId::parse, "the UUID of a server");
        Field<Optional<String>> parent = hba.optionalText("parent", 1, LONGEST_NAME);
        Field<Optional<Wwn>> fabric = hba.optionalParsed("fabric_wwn", Wwn::parse, Wwn.FORM);
        Field<Optional<Wwn>> wwnn = hba.optionalParsed("wwnn", Wwn::parse, Wwn.FORM);
        Field<Optional<Wwn>> wwpn = hba.optionalParsed("wwpn", Wwn::parse, Wwn.FORM);
        if (hba.has("parent") && hba.has("fabric_wwn")) {
            hba.refuse("fabric_wwn", "parent names an HBA already", "one of the two");
        }
        if (hba.has("wwnn") != hba.has("wwpn")) {
            hba.refuse(hba.has("wwnn") ? "wwpn" : "wwnn", "the other one was given", "both names, or neither");
        }
        hba.refuseUnknown();
        return body.outcome(() -> new CreateAdapter.Request(
                server.get(),
                parent.get()
                        .<Choice>map(Choice.Named::new)
                        .or(() -> fabric.get().map(Choice.OnFabric::new)),
                wwnn.get().flatMap(node -> wwpn.get().map(port -> new Names(node, port)))));
    }

    private Outcome<Response> remove(RequestContext request) {
        return ServerId.parse(request.path("server"))
                .orFail(problem -> new RequestFailure.InvalidField("server", problem, "the UUID of a server"))
                .then(server -> adapters.remove().remove(request.caller(), host(request), server))
                .map(removed -> Response.empty(204));
    }
}

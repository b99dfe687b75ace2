package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.Wwid;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.host.HostLunUseCases;
import io.lunette.usecase.host.HostLunUseCases.Seen;
import io.lunette.usecase.volume.AdoptLunRequest;
import java.util.List;
import java.util.Optional;

/**
 * The LUNs that the kernel of a host has, for administrators: {@code GET /v1/hosts/{host}/luns} shows them, and
 * {@code POST} makes a volume of one.
 */
public final class HostLunApi implements Api {
    private final HostLunUseCases luns;

    public HostLunApi(HostLunUseCases luns) {
        this.luns = luns;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/hosts/{host}/luns", this::list), Route.post("/hosts/{host}/luns", this::adopt));
    }

    private static HostName host(RequestContext request) {
        return new HostName(request.path("host"));
    }

    private Outcome<Response> list(RequestContext request) {
        return luns.list(request.caller(), host(request))
                .map(found -> Response.ok(out -> out.array("luns", found, each -> out.object(() -> write(out, each)))));
    }

    private static void write(JsonWriter out, Seen seen) {
        HostLun lun = seen.lun();
        out.put("wwid", lun.wwid().toString())
                .put("device", lun.device().map(Connection.Block::device))
                .put("paths", lun.paths())
                .put("vendor", lun.identity().vendor())
                .put("product", lun.identity().product())
                .put("size_bytes", lun.identity().size().bytes())
                .put("usable", lun.problem().isEmpty())
                .put("reason", lun.problem())
                .put("volume", seen.volume());
    }

    private record Wanted(Wwid wwid, AdoptLunRequest request) {}

    private Outcome<Response> adopt(RequestContext request) {
        return request.json()
                .then(HostLunApi::wanted)
                .then(wanted -> luns.adopt(request.caller(), host(request), wanted.wwid(), wanted.request()))
                .map(volume ->
                        Response.json(201, out -> out.object("volume", () -> AdoptionFields.write(out, volume))));
    }

    private static Outcome<Wanted> wanted(JsonFields body) {
        JsonFields lun = body.object("lun");
        body.refuseUnknown();
        Field<Wwid> wwid = lun.parsed("wwid", Wwid::parse, "a WWID as naa.6...");
        AdoptionFields terms = AdoptionFields.of(lun);
        lun.refuseUnknown();
        return body.outcome(() -> new Wanted(wwid.get(), terms.request(Optional.empty(), Optional.empty())));
    }
}

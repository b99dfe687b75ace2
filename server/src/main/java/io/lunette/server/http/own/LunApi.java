package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.FoundLun;
import io.lunette.model.Iqn;
import io.lunette.model.LunAddress;
import io.lunette.model.Portal;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.ChapFields;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.AdoptLun;
import io.lunette.usecase.volume.AdoptLunRequest;
import io.lunette.usecase.volume.DiscoverLuns;
import io.lunette.usecase.volume.DiscoverLuns.Discovered;
import io.lunette.usecase.volume.GiveLunLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * LUNs of somebody's arrays, for administrators: {@code GET /v1/luns?portal=ADDRESS:PORT} finds them, or
 * {@code POST /v1/luns/discover} where targets ask for CHAP; {@code POST /v1/luns} makes a volume of one, and
 * {@code PUT} or {@code DELETE /v1/volumes/{id}/chap} changes the account with which servers log in to it.
 */
public final class LunApi implements Api {
    private static final String PORTAL = "ADDRESS:PORT of an array";
    private static final int LONGEST_TEXT = 255;

    private final DiscoverLuns discover;
    private final AdoptLun adopt;
    private final GiveLunLogin login;

    public LunApi(DiscoverLuns discover, AdoptLun adopt, GiveLunLogin login) {
        this.discover = discover;
        this.adopt = adopt;
        this.login = login;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/luns", this::find),
                Route.post("/luns", this::adopt),
                Route.post("/luns/discover", this::findWithAccount),
                Route.put("/volumes/{volume_id}/chap", this::give),
                Route.delete("/volumes/{volume_id}/chap", request -> give(request, Optional.empty())));
    }

    private Outcome<Response> find(RequestContext request) {
        return request.query("portal")
                .map(text -> Portal.parse(text)
                        .orFail(problem -> new RequestFailure.InvalidField("portal", problem, PORTAL))
                        .then(portal -> discover.at(request.caller(), portal)))
                .orElseGet(() -> discover.everywhere(request.caller()))
                .map(LunApi::shown);
    }

    /** A password has no place in a URL, which logs and proxies keep. */
    private Outcome<Response> findWithAccount(RequestContext request) {
        return request.json()
                .then(body -> {
                    Field<Portal> portal = body.parsed("portal", Portal::parse, PORTAL);
                    Supplier<Optional<ChapAccount>> chap = ChapFields.optional(body);
                    body.refuseUnknown();
                    return body.outcome(() -> new Where(portal.get(), chap.get()));
                })
                .then(where -> discover.at(request.caller(), where.portal(), where.chap()))
                .map(LunApi::shown);
    }

    private record Where(Portal portal, Optional<ChapAccount> chap) {}

    private static Response shown(List<Discovered> found) {
        return Response.ok(out -> out.array("luns", found, each -> out.object(() -> write(out, each))));
    }

    private Outcome<Response> give(RequestContext request) {
        return request.json()
                .then(body -> {
                    Supplier<ChapAccount> account = ChapFields.account(body.object("chap"));
                    body.refuseUnknown();
                    return body.outcome(account);
                })
                .then(account -> give(request, Optional.of(account)));
    }

    private Outcome<Response> give(RequestContext request, Optional<ChapAccount> account) {
        String raw = request.path("volume_id");
        return VolumeId.parse(raw)
                .orFail(problem -> new VolumeFailure.NotFound(Shown.text(raw)))
                .then(volume -> login.give(request.caller(), volume, account))
                .map(volume -> Response.ok(out -> out.object(
                        "volume",
                        () -> out.put("id", volume.id().toString())
                                .put("name", volume.name())
                                .put("chap_user", account.map(ChapAccount::user)))));
    }

    private static void write(JsonWriter out, Discovered found) {
        Optional<FoundLun> lun = found.lun();
        out.put("portal", found.portal().toString())
                .put("target", found.target().name().text())
                .putNumber("lun", lun.map(FoundLun::number))
                .put("address", found.address().map(LunAddress::toString))
                .put("vendor", lun.map(FoundLun::vendor))
                .put("product", lun.map(FoundLun::product))
                .put("serial", lun.map(FoundLun::serial))
                .put("wwid", lun.flatMap(FoundLun::wwid))
                .putNumber("size_bytes", lun.flatMap(FoundLun::size).map(ByteCount::bytes))
                .put("adoptable", found.refusal().isEmpty())
                .put("reason", found.refusal())
                .put("volume", found.volume());
    }

    private Outcome<Response> adopt(RequestContext request) {
        return request.json()
                .then(LunApi::wanted)
                .then(wanted -> adopt.adopt(request.caller(), wanted))
                .map(volume ->
                        Response.json(201, out -> out.object("volume", () -> AdoptionFields.write(out, volume))));
    }

    private static Outcome<AdoptLunRequest> wanted(JsonFields body) {
        JsonFields lun = body.object("lun");
        body.refuseUnknown();
        List<Portal> portals = portals(lun);
        Field<Iqn> target = lun.parsed("target", Iqn::parse, "the IQN of a target");
        Field<Long> number = lun.integer("lun", 0, LunAddress.HIGHEST_LUN);
        AdoptionFields terms = AdoptionFields.of(lun);
        Supplier<Optional<ChapAccount>> chap = ChapFields.optional(lun);
        lun.refuseUnknown();
        return body.outcome(() -> terms.request(
                Optional.of(new LunAddress(portals, target.get(), Math.toIntExact(number.get()))), chap.get()));
    }

    private static List<Portal> portals(JsonFields lun) {
        List<Portal> portals = new ArrayList<>();
        for (String text : lun.texts("portals", LONGEST_TEXT).get()) {
            Portal.parse(text)
                    .orFail(problem -> new RequestFailure.InvalidField("lun.portals", problem, PORTAL))
                    .ifDone(portals::add)
                    .ifFailed(lun::refuse);
        }
        if (portals.isEmpty()) {
            lun.refuse("portals", "none is given", "a list of " + PORTAL);
        }
        return portals;
    }
}

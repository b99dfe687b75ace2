package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.reservation.ClearReservations;
import io.lunette.usecase.reservation.ReservationUseCases;
import java.util.List;
import java.util.Optional;

/**
 * Who is registered with a volume's LUN: {@code GET /v1/volumes/{id}/reservations}, for whoever may see the volume. And for
 * administrators {@code POST /v1/volumes/{id}/reservations/clear} with {@code {"clear": {"key": "0x..."}}} for one key or
 * {@code {"clear": {"all": true}}} for everything, and {@code "force": true} where servers run that would lose theirs.
 */
public final class ReservationApi implements Api {
    private final ReservationUseCases reservations;

    public ReservationApi(ReservationUseCases reservations) {
        this.reservations = reservations;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/volumes/{volume_id}/reservations", this::show),
                Route.post("/volumes/{volume_id}/reservations/clear", this::clear));
    }

    private static Outcome<VolumeId> volume(RequestContext request) {
        String raw = request.path("volume_id");
        return VolumeId.parse(raw).orFail(problem -> new VolumeFailure.NotFound(Shown.text(raw)));
    }

    private Outcome<Response> show(RequestContext request) {
        return volume(request)
                .then(id -> reservations.show().show(request.caller(), id))
                .map(shown -> Response.ok(out ->
                        out.object("reservations", () -> new ReservationView(out, request.caller()).write(shown))));
    }

    private Outcome<Response> clear(RequestContext request) {
        return volume(request)
                .then(id -> request.json()
                        .then(ReservationApi::body)
                        .then(body -> reservations.clear().clear(request.caller(), id, body)))
                .map(cleared -> Response.ok(out -> write(new ReservationView(out, request.caller()), cleared)));
    }

    private static void write(ReservationView view, ClearReservations.Cleared cleared) {
        JsonWriter out = view.out();
        out.object("before", () -> view.write(cleared.before()));
        if (cleared.after().isPresent()) {
            out.object("reservations", () -> view.write(cleared.after().get()));
        } else {
            out.putNull("reservations");
        }
        out.put("warning", warning(cleared.hit()));
    }

    private static Outcome<ClearReservations.Request> body(JsonFields body) {
        JsonFields clear = body.object("clear");
        body.refuseUnknown();
        Field<Optional<ReservationKey>> key =
                clear.optionalParsed("key", ReservationKey::parse, "1 to 16 hexadecimal digits, not 0");
        Field<Optional<Boolean>> all = clear.optionalBool("all");
        Field<Optional<Boolean>> force = clear.optionalBool("force");
        clear.refuseUnknown();
        return body.outcome(() -> key.get().isPresent() == all.get().orElse(false))
                .then(unclear -> unclear
                        ? Outcome.failed(new RequestFailure.InvalidField(
                                "clear", "it does not say what is to go", "either a \"key\" or \"all\": true"))
                        : Outcome.done(new ClearReservations.Request(
                                key.get(), force.get().orElse(false))));
    }

    private static Optional<String> warning(List<Server> hit) {
        return hit.isEmpty()
                ? Optional.empty()
                : Optional.of("these servers may run, and must register again before they write: "
                        + String.join(
                                ", ",
                                hit.stream()
                                        .map(server -> server.id().toString())
                                        .toList()));
    }
}

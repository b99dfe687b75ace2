package io.lunette.server.http.own;

import io.lunette.failure.Parsed;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.reservation.ShownReservations;
import io.lunette.usecase.reservation.ShownReservations.Registration;
import java.util.Locale;
import java.util.Optional;

/** Reservations on the wire, as one caller may see them. */
record ReservationView(JsonWriter out, Caller caller) {

    void write(ShownReservations shown) {
        out.put("volume", shown.volume().id().toString())
                .put("generation", Integer.toUnsignedLong(shown.generation()))
                .put("initiators_unknown", shown.whyUnknown())
                .array("registrations", shown.registrations(), each -> out.object(() -> write(each)));
        if (shown.reservation().isPresent()) {
            out.object("reservation", () -> write(shown.reservation().get(), shown));
        } else {
            out.putNull("reservation");
        }
        switch (shown.capabilities()) {
            case Parsed.Valid<ReservationCapabilities> known ->
                out.object("capabilities", () -> CapabilitiesView.write(out, known.value()));
            case Parsed.Invalid<ReservationCapabilities> unknown -> out.putNull("capabilities");
        }
    }

    private void write(Registration registration) {
        out.put("key", registration.key().toString())
                .put("holds", registration.holds())
                .put("initiator", registration.initiator())
                .put(
                        "known_by",
                        registration.knownBy().map(source -> source.name().toLowerCase(Locale.ROOT)));
        server(registration.server());
    }

    /** The holder's server is told where one registrant alone has the reservation. */
    private void write(HeldReservation held, ShownReservations shown) {
        out.put("key", held.key().toString())
                .put("type", held.type().code())
                .put("type_name", held.type().text())
                .put("held_by_all", held.type().isHeldByAll());
        server(shown.registrations().stream()
                .filter(each -> each.holds() && !held.type().isHeldByAll())
                .findFirst()
                .flatMap(Registration::server));
    }

    /** Null where it is not known, or somebody else's. */
    private void server(Optional<Server> server) {
        Optional<Server> visible = server.filter(one -> caller.mayUse(one.project()));
        if (visible.isPresent()) {
            out.object(
                    "server",
                    () -> out.put("id", visible.get().id().toString())
                            .put("name", visible.get().name()));
        } else {
            out.putNull("server");
        }
    }
}

package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Reservations for people to read. */
final class ReservationText {
    private static final String UNKNOWN = "unknown";

    private ReservationText() {}

    static String of(JsonNode reservations) {
        return reserved(reservations.path("reservation"))
                + registrations(reservations.path("registrations"))
                + why(reservations.path("initiators_unknown"));
    }

    private static String reserved(JsonNode reservation) {
        if (!reservation.isObject()) {
            return "Nobody has reserved it.\n";
        }
        String type = reservation.path("type_name").asText() + " (type "
                + reservation.path("type").asText() + ")";
        return reservation.path("held_by_all").asBoolean()
                ? "Reserved by all that are registered: " + type + "\n"
                : "Reserved by key " + reservation.path("key").asText() + " of server "
                        + server(reservation.path("server")) + ": " + type + "\n";
    }

    private static String registrations(JsonNode registrations) {
        if (registrations.isEmpty()) {
            return "Nobody is registered.\n";
        }
        Table table = new Table("KEY", "HOLDS", "SERVER", "INITIATOR");
        for (JsonNode each : registrations) {
            table.row(
                    each.path("key").asText(),
                    each.path("holds").asBoolean() ? "yes" : "no",
                    server(each.path("server")) + by(each.path("known_by")),
                    each.path("initiator").asText(UNKNOWN));
        }
        return table.toString();
    }

    private static String why(JsonNode problem) {
        return problem.isTextual() ? "The array does not tell who has which key: " + problem.asText() + "\n" : "";
    }

    private static String by(JsonNode knownBy) {
        return knownBy.asText().equals("cluster") ? " by its recorded key" : "";
    }

    private static String server(JsonNode server) {
        return server.isObject()
                ? server.path("name").asText() + " (" + server.path("id").asText() + ")"
                : UNKNOWN;
    }
}

package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "reservations",
        description = "Shows who is registered for persistent reservations of a volume's LUN, and who has reserved it.")
final class LunReservationsCommand extends Asking {
    @Parameters(paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Override
    void ask(Session session) {
        String id = Things.volume(session, volume).path("id").asText();
        JsonNode found =
                session.own("/volumes/" + Things.encoded(id) + "/reservations").path("reservations");
        print(found, ReservationText.of(found));
    }
}

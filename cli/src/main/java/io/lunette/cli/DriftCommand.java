package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(
        name = "drift",
        description =
                "Shows where hosts and targets differ from what Lunette knows, and what to do; for administrators.")
final class DriftCommand extends Asking {
    @Override
    void ask(Session session) {
        JsonNode drift = session.own("/drift").path("drift");
        Table table = new Table("WHERE", "WHAT", "WHAT TO DO");
        for (JsonNode each : drift) {
            table.row(where(each), each.path("what").asText(), each.path("fix").asText());
        }
        print(drift, drift.isEmpty() ? "Nothing differs." : table);
    }

    private static String where(JsonNode drift) {
        if (drift.path("server").isTextual()) {
            return "server " + drift.path("server").asText();
        }
        if (drift.path("volume").isTextual()) {
            return "volume " + drift.path("volume").asText();
        }
        return drift.path("host").isTextual() ? "host " + drift.path("host").asText() : "target";
    }
}

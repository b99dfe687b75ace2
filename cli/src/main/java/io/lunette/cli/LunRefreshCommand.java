package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "refresh",
        description = "Takes over the size that a volume's LUN has now, as when its array grew it, and tells it to the"
                + " servers that have the volume.")
final class LunRefreshCommand extends Asking {
    @Parameters(paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Override
    void ask(Session session) {
        JsonNode found = Things.volume(session, volume);
        JsonNode now = session.postOwn("/volumes/" + found.path("id").asText() + "/refresh", Wire.object());
        say(now, AttachCommand.name(found) + " has " + now.path("size").asText() + " GiB");
    }
}

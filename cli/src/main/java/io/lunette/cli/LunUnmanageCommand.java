package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.cli.Session.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "unmanage",
        description = "Forgets a volume whose LUN was adopted. The LUN stays on its array with its data.")
final class LunUnmanageCommand extends Asking {
    @Parameters(paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Override
    void ask(Session session) {
        JsonNode found = Things.volume(session, volume);
        ObjectNode body = Wire.object();
        body.putObject("os-unmanage");
        session.post(Service.VOLUME, "/volumes/" + found.path("id").asText() + "/action", body);
        say(found, "Unmanaged " + AttachCommand.name(found) + "; its LUN is as it was");
    }
}

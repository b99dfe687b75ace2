package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "enable", description = "Lets new servers go to a host again.")
final class HostEnableCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        body.putObject("host").put("enabled", true);
        JsonNode host = session.putOwn("/hosts/" + Things.encoded(name), body).path("host");
        say(host, "New servers go to host " + name + " again");
    }
}

package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "disable", description = "Lets no new server go to a host. Those that are there go on.")
final class HostDisableCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who wonder.")
    @Nullable String reason;

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        ObjectNode wanted = body.putObject("host").put("enabled", false);
        if (reason != null) {
            wanted.put("disabled_reason", reason);
        }
        JsonNode host = session.putOwn("/hosts/" + Things.encoded(name), body).path("host");
        say(host, "No new server goes to host " + name);
    }
}

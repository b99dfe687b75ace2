package io.lunette.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Takes the vHBA from a server that is off, or has no volumes.")
final class HbaRemoveCommand extends Asking {
    @Parameters(paramLabel = "HOST", description = "The host that it is on.")
    String host = "";

    @Option(names = "--server", required = true, paramLabel = "SERVER", description = "The server's id or name.")
    String server = "";

    @Override
    void ask(Session session) {
        String id = Things.server(session, server).path("id").asText();
        session.deleteOwn("/hosts/" + Things.encoded(host) + "/hbas/" + id);
        say(Wire.object().put("removed", id), "Server " + server + " has no vHBA any more");
    }
}

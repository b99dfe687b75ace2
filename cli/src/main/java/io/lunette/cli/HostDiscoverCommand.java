package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "discover", description = "The iSCSI targets that a portal names to a host.")
final class HostDiscoverCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Option(names = "--portal", paramLabel = "ADDRESS:PORT", required = true, description = "Where the array listens.")
    String portal = "";

    @Override
    void ask(Session session) {
        JsonNode targets = session.own("/hosts/" + Things.encoded(name) + "/targets?portal=" + Things.encoded(portal))
                .path("targets");
        Table table = new Table("TARGET", "LOGGED IN");
        for (JsonNode target : targets) {
            table.row(target.path("target").asText(), target.path("logged_in").asBoolean() ? "yes" : "no");
        }
        print(targets, targets.isEmpty() ? portal + " names no targets to host " + name + "." : table);
    }
}

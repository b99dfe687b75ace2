package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "One host, and what it offers or why it does not answer.")
final class HostShowCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Override
    void ask(Session session) {
        JsonNode host = session.own("/hosts/" + Things.encoded(name)).path("host");
        Table table = new Table("FIELD", "VALUE");
        host.properties().forEach(field -> table.row(field.getKey(), HostText.value(field.getValue())));
        print(host, table);
    }
}

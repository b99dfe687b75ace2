package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Says what the service is and how it is.")
final class StatusCommand extends Asking {
    @Override
    void ask(Session session) {
        JsonNode status = session.own("/status");
        Table table = Table.ofFields();
        status.properties()
                .forEach(property -> table.row(
                        property.getKey().replace('_', ' '), property.getValue().asText()));
        print(status, table);
    }
}

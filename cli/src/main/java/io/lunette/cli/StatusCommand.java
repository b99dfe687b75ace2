package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Says what the service is and how it is.")
final class StatusCommand extends Asking {
    @Override
    void ask(Session session) {
        JsonNode status = session.own("/status");
        Table table = Table.ofFields()
                .row("version", status.path("version").asText())
                .row("mode", status.path("mode").asText());
        for (JsonNode host : status.path("hosts")) {
            table.row("host " + host.path("name").asText(), describe(host));
        }
        print(status, table);
    }

    private static String describe(JsonNode host) {
        return host.path("state").asText().equals("up")
                ? "up, libvirt %s, QEMU %s, %s, %d servers"
                        .formatted(
                                host.path("libvirt_version").asText(),
                                host.path("qemu_version").asText(),
                                host.path("virt_type").asText(),
                                host.path("servers").asInt())
                : "down: " + host.path("problem").asText();
    }
}

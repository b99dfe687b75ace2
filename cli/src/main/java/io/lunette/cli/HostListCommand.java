package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(name = "list", description = "The hosts that servers are put on.")
final class HostListCommand extends Asking {

    @Override
    void ask(Session session) {
        JsonNode hosts = session.own("/hosts").path("hosts");
        Table table = new Table("NAME", "ZONE", "STATE", "SERVERS", "TAKES SERVERS", "LIBVIRT", "QEMU", "URI");
        for (JsonNode host : hosts) {
            table.row(
                    host.path("name").asText(),
                    host.path("zone").asText(),
                    host.path("state").asText(),
                    host.path("servers").asText(),
                    HostText.takesServers(host),
                    host.path("libvirt_version").asText("-"),
                    host.path("qemu_version").asText("-"),
                    host.path("uri").asText());
        }
        print(hosts, table);
    }
}

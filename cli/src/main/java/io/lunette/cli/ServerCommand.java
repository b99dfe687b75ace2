package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.cli.Session.Service;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at servers, and moves them. */
@Command(
        name = "server",
        description = "Looks at servers, and moves them between hosts.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ServerCommand.ListServers.class, ServerCommand.Show.class, ServerMigrateCommand.class})
final class ServerCommand {

    @Command(name = "list", description = "The servers of the project.")
    static final class ListServers extends Asking {
        @Override
        void ask(Session session) {
            JsonNode servers = session.get(Service.COMPUTE, "/servers/detail").path("servers");
            Table table = new Table("ID", "NAME", "STATUS", "VOLUMES");
            for (JsonNode server : servers) {
                table.row(
                        server.path("id").asText(),
                        server.path("name").asText(),
                        server.path("status").asText(),
                        volumes(server));
            }
            print(servers, table);
        }
    }

    @Command(
            name = "show",
            description = "One server, and the disks it has: its SCSI controllers with what is on them, as libvirt"
                    + " shows them, then other buses.")
    static final class Show extends Asking {
        @Parameters(paramLabel = "SERVER", description = "Its id or its name.")
        String server = "";

        @Override
        void ask(Session session) {
            JsonNode found = Things.server(session, server);
            Table table = Table.ofFields()
                    .row("id", found.path("id").asText())
                    .row("name", found.path("name").asText())
                    .row("status", found.path("status").asText())
                    .row("host", found.path("OS-EXT-SRV-ATTR:host").asText("-"))
                    .row("domain", found.path("OS-EXT-SRV-ATTR:instance_name").asText("-"))
                    .row("created", found.path("created").asText())
                    .row("flavor", found.path("flavor").path("original_name").asText("-"));
            if (found.has("fault")) {
                table.row("fault", found.path("fault").path("message").asText());
            }
            Answer answer = session.askOwn("/servers/" + found.path("id").asText() + "/devices");
            if (answer.isGood()) {
                JsonNode devices = answer.body().path("devices");
                ((ObjectNode) found).set("devices", devices);
                print(found, table + "\n" + new DeviceTree(devices, terminal()));
            } else {
                print(found, table.row("devices", answer.problem()));
            }
        }
    }

    private static String volumes(JsonNode server) {
        return StreamSupport.stream(
                        server.path("os-extended-volumes:volumes_attached").spliterator(), false)
                .map(volume -> volume.path("id").asText())
                .collect(Collectors.joining(","));
    }

    private ServerCommand() {}
}

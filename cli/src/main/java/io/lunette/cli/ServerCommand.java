package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.cli.Session.Service;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at servers. */
@Command(
        name = "server",
        description = "Looks at servers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ServerCommand.ListServers.class, ServerCommand.Show.class})
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

    @Command(name = "show", description = "One server and what is attached to it.")
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
            String path = "/servers/" + found.path("id").asText() + "/os-volume_attachments";
            for (JsonNode attachment : session.get(Service.COMPUTE, path).path("volumeAttachments")) {
                table.row(
                        "volume",
                        attachment.path("volumeId").asText() + " on "
                                + attachment.path("device").asText("?"));
            }
            print(found, table);
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

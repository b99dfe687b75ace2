package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.cli.Session.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at volumes. */
@Command(
        name = "volume",
        description = "Looks at volumes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {VolumeCommand.ListVolumes.class, VolumeCommand.Show.class})
final class VolumeCommand {

    @Command(name = "list", description = "The volumes of the project.")
    static final class ListVolumes extends Asking {
        @Override
        void ask(Session session) {
            JsonNode volumes = session.get(Service.VOLUME, "/volumes/detail").path("volumes");
            Table table = new Table("ID", "NAME", "STATUS", "GIB", "SCSI MODEL", "SERVER");
            for (JsonNode volume : volumes) {
                table.row(
                        volume.path("id").asText(),
                        volume.path("name").asText(),
                        volume.path("status").asText(),
                        volume.path("size").asText(),
                        volume.path("metadata").path("hw_scsi_model").asText("-"),
                        volume.path("attachments").path(0).path("server_id").asText("-"));
            }
            print(volumes, table);
        }
    }

    @Command(name = "show", description = "One volume.")
    static final class Show extends Asking {
        @Parameters(paramLabel = "VOLUME", description = "Its id or its name.")
        String volume = "";

        @Override
        void ask(Session session) {
            JsonNode found = Things.volume(session, volume);
            Table table = Table.ofFields()
                    .row("id", found.path("id").asText())
                    .row("name", found.path("name").asText())
                    .row("status", found.path("status").asText())
                    .row("size", found.path("size").asText() + " GiB")
                    .row("type", found.path("volume_type").asText("-"))
                    .row("bootable", found.path("bootable").asText())
                    .row("multiattach", found.path("multiattach").asText("false"))
                    .row("created", found.path("created_at").asText());
            found.path("metadata")
                    .properties()
                    .forEach(property ->
                            table.row(property.getKey(), property.getValue().asText()));
            for (JsonNode attachment : found.path("attachments")) {
                table.row(
                        "server",
                        attachment.path("server_id").asText() + " as "
                                + attachment.path("device").asText("?"));
            }
            print(found, table);
        }
    }

    private VolumeCommand() {}
}

package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.cli.Session.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "attach",
        description = "Attaches a volume to a server, and waits until the server has it. A volume whose metadata says"
                + " hw_scsi_model=virtio-scsi is attached as a LUN.")
final class AttachCommand extends Asking {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Its id or its name.")
    String server = "";

    @Parameters(index = "1", paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Option(names = "--device", paramLabel = "PATH", description = "The device name wanted, such as /dev/sdb.")
    @Nullable String device;

    @Override
    void ask(Session session) {
        JsonNode to = Things.server(session, server);
        JsonNode what = Things.volume(session, volume);
        ObjectNode body = Wire.object();
        ObjectNode attachment = body.putObject("volumeAttachment");
        attachment.put("volumeId", what.path("id").asText());
        if (device != null) {
            attachment.put("device", device);
        }
        JsonNode made = session.post(
                        Service.COMPUTE, "/servers/" + to.path("id").asText() + "/os-volume_attachments", body)
                .path("volumeAttachment");
        VolumeWait.until(session, what.path("id").asText(), "in-use");
        say(
                made,
                "Attached " + name(what) + " to " + name(to) + " as "
                        + made.path("device").asText("?"));
    }

    static String name(JsonNode thing) {
        String name = thing.path("name").asText();
        return name.isEmpty() ? thing.path("id").asText() : name;
    }
}

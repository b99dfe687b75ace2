package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.cli.Session.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "detach", description = "Detaches a volume from a server, and waits until the server has let it go.")
final class DetachCommand extends Asking {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Its id or its name.")
    String server = "";

    @Parameters(index = "1", paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Option(
            names = "--force",
            description = "For administrators: withdraws the LUN even if the guest holds it; what the guest had not"
                    + " written is lost.")
    boolean force;

    @Override
    void ask(Session session) {
        JsonNode from = Things.server(session, server);
        JsonNode what = Things.volume(session, volume);
        String id = what.path("id").asText();
        if (force) {
            force(session, from, what);
            return;
        }
        session.delete(Service.COMPUTE, "/servers/" + from.path("id").asText() + "/os-volume_attachments/" + id);
        JsonNode now = VolumeWait.until(session, id, "available");
        say(now, "Detached " + AttachCommand.name(what) + " from " + AttachCommand.name(from));
    }

    private void force(Session session, JsonNode from, JsonNode what) {
        JsonNode done = session.postOwn(
                "/servers/" + from.path("id").asText() + "/volumes/"
                        + what.path("id").asText() + "/force-detach",
                Wire.object());
        String warning = done.path("warning").asText("");
        say(
                done,
                "Detached " + AttachCommand.name(what) + " from " + AttachCommand.name(from) + " by force"
                        + (warning.isEmpty() || warning.equals("null") ? "" : "\n" + warning));
    }
}

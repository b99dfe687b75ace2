package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description =
                "For administrators: gives the CHAP account with which servers log in to an adopted LUN, after it was"
                        + " changed on the array or lost with the store. It is tried first.")
final class LunLoginCommand extends Asking {
    @Parameters(paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Mixin
    ChapOptions chap = new ChapOptions();

    @Option(names = "--no-chap", description = "The array asks for no account any more.")
    boolean none;

    @Override
    void ask(Session session) {
        if (none == chap.isGiven()) {
            throw CommandFailed.refused("Give either --chap-user or --no-chap.");
        }
        JsonNode found = Things.volume(session, volume);
        String path = "/volumes/" + Things.encoded(found.path("id").asText()) + "/chap";
        ObjectNode body = Wire.object();
        chap.putInto(body);
        JsonNode done = none ? session.deleteOwn(path) : session.putOwn(path, body);
        say(
                done,
                none
                        ? "Servers log in to the LUN of " + AttachCommand.name(found) + " without CHAP"
                        : "Servers log in to the LUN of " + AttachCommand.name(found) + " as "
                                + done.path("volume").path("chap_user").asText() + " from their next start on");
    }
}

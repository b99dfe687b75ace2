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
                "Logs a host's kernel in to an iSCSI target, now and whenever the host boots. Its LUNs are seen there then:"
                        + " lunette host luns.")
final class HostLoginCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Option(names = "--portal", paramLabel = "ADDRESS:PORT", required = true, description = "Where the target listens.")
    String portal = "";

    @Option(names = "--iqn", required = true, description = "The target's name.")
    String iqn = "";

    @Mixin
    ChapOptions chap = new ChapOptions();

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        ObjectNode login = body.putObject("login").put("portal", portal).put("target", iqn);
        chap.putInto(login);
        JsonNode made = session.postOwn("/hosts/" + Things.encoded(name) + "/logins", body)
                .path("login");
        say(
                made,
                "Host " + name + " is logged in to " + made.path("target").asText() + "; LUNs that came by it so far: "
                        + made.path("luns").size());
    }
}

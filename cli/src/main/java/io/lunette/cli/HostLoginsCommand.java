package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "logins",
        description = "The iSCSI targets that a host's kernel is logged in to, by Lunette or by somebody else.")
final class HostLoginsCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Override
    void ask(Session session) {
        JsonNode logins =
                session.own("/hosts/" + Things.encoded(name) + "/logins").path("logins");
        Table table = new Table("TARGET", "PORTAL", "MADE BY", "CHAP USER", "LOGGED IN", "LUNS");
        for (JsonNode login : logins) {
            table.row(
                    login.path("target").asText(),
                    login.path("portal").asText("-"),
                    login.path("made_by_lunette").asBoolean() ? "lunette" : "somebody else",
                    login.path("chap_user").asText("-"),
                    login.path("logged_in").asBoolean() ? "yes" : "no",
                    String.valueOf(login.path("luns").size()));
        }
        print(logins, logins.isEmpty() ? "Host " + name + " is logged in to no iSCSI target." : table);
    }
}

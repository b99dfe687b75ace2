package io.lunette.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;

@Command(name = "token", description = "Gets a token and prints it, for curl -H \"X-Auth-Token: ...\".")
final class TokenCommand extends Asking {
    @Override
    void ask(Session session) {
        ObjectNode token = Wire.object();
        token.put("id", session.token());
        token.set("expires_at", session.described().path("expires_at"));
        token.set("project", session.described().path("project").path("name"));
        say(token, session.token());
    }
}

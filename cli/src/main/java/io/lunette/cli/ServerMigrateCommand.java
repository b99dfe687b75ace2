package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.cli.Session.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "migrate",
        description = "For administrators: moves a server to another host while it runs, and waits until it is there.")
final class ServerMigrateCommand extends Asking {
    @Parameters(paramLabel = "SERVER", description = "Its id or its name.")
    String server = "";

    @Option(names = "--host", paramLabel = "HOST", description = "Where to; otherwise wherever it fits.")
    @Nullable String host;

    @Option(
            names = "--drop-registrations",
            description = "Go although persistent reservations do not: the guest must register again afterwards.")
    boolean drop;

    @Override
    void ask(Session session) {
        JsonNode found = Things.server(session, server);
        ObjectNode body = Wire.object().put("drop_registrations", drop);
        if (host != null) {
            body.put("host", host);
        }
        String id = found.path("id").asText();
        JsonNode migration =
                session.postOwn("/servers/" + id + "/migrate", body).path("migration");
        String target = migration.path("target").asText();
        JsonNode now = arrived(session, id);
        String at = now.path("OS-EXT-SRV-ATTR:host").asText();
        if (!at.equals(target)) {
            throw CommandFailed.refused(
                    AttachCommand.name(found) + " is still on " + at + ". lunette operation list " + id);
        }
        say(
                migration,
                "Moved " + AttachCommand.name(found) + " from "
                        + migration.path("source").asText() + " to " + target
                        + (drop ? "\nRegistrations did not move with it: let the guest register again" : ""));
    }

    private static JsonNode arrived(Session session, String id) {
        while (true) {
            JsonNode now = session.get(Service.COMPUTE, "/servers/" + id).path("server");
            if (!now.path("status").asText().equals("MIGRATING")) {
                return now;
            }
            VolumeWait.pause();
        }
    }
}

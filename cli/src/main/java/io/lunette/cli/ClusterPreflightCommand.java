package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "preflight",
        description =
                "Looks at each LUN on each server's path, under that server's initiator name: identity, size, blocks,"
                        + " persistent reservations and who is registered. Nothing is attached.")
final class ClusterPreflightCommand extends Asking implements IExitCodeGenerator {
    private static final int WOULD_BE_REFUSED = 5;

    @Parameters(
            arity = "0..1",
            paramLabel = "CLUSTER",
            description = "One that is there, by id or name; else say --server and --volume.")
    @Nullable String cluster;

    @Mixin
    ClusterMembers members = new ClusterMembers();

    private boolean refused;

    @Override
    void ask(Session session) {
        JsonNode seen = answer(session).path("preflight");
        refused = !seen.path("passed").asBoolean();
        print(seen, ClusterText.preflight(seen));
    }

    private JsonNode answer(Session session) {
        if (cluster != null) {
            if (!members.isNone()) {
                throw CommandFailed.refused("Say a cluster, or --server and --volume; not both");
            }
            String id = Things.cluster(session, cluster).path("id").asText();
            return session.postOwn("/clusters/" + id + "/preflight", Wire.object());
        }
        ObjectNode body = Wire.object();
        members.into(session, body.putObject("preflight"));
        return session.postOwn("/clusters/preflight", body);
    }

    @Override
    public int getExitCode() {
        return refused ? WOULD_BE_REFUSED : 0;
    }
}

package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "set-key",
        description =
                "Records by which persistent reservation key a server of a cluster registers. Nothing is sent to the"
                        + " array.")
final class ClusterSetKeyCommand extends Asking {
    private static final String NONE = "none";

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id or its name.")
    String cluster = "";

    @Parameters(index = "1", paramLabel = "SERVER", description = "Its id or its name.")
    String server = "";

    @Parameters(index = "2", paramLabel = "KEY", description = "Hexadecimal, as in sg_persist; 'none' forgets it.")
    String key = "";

    @Override
    void ask(Session session) {
        String id = Things.cluster(session, cluster).path("id").asText();
        ObjectNode body = Wire.object();
        if (key.equals(NONE)) {
            body.putNull("key");
        } else {
            body.put("key", key);
        }
        JsonNode now = session.putOwn(
                        "/clusters/" + id + "/servers/" + ClusterMembers.serverId(session, server) + "/key", body)
                .path("cluster");
        print(now, ClusterText.of(now));
    }
}

package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes something more into a cluster. */
abstract sealed class ClusterAdding extends Asking {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id or its name.")
    String cluster = "";

    @Option(names = "--allow-registrations", description = "Although others are registered with the LUNs.")
    boolean allowRegistrations;

    @Override
    final void ask(Session session) {
        String id = Things.cluster(session, cluster).path("id").asText();
        ObjectNode body = Wire.object();
        more(session, body).put("allow_registrations", allowRegistrations);
        JsonNode made = session.postOwn("/clusters/" + id + "/" + what(), body);
        print(
                made.path("cluster"),
                ClusterText.of(made.path("cluster")) + ClusterText.warnings(made.path("preflight")));
    }

    /** The plural, as in the path. */
    abstract String what();

    abstract ObjectNode more(Session session, ObjectNode body);

    @Command(
            name = "add-server",
            description = "Gives one more server every LUN of a cluster, where the others have them.")
    static final class Server extends ClusterAdding {
        @Parameters(index = "1", paramLabel = "SERVER", description = "Its id or its name.")
        String server = "";

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "The reservation key that its cluster software registers.")
        @Nullable String key;

        @Override
        String what() {
            return "servers";
        }

        @Override
        ObjectNode more(Session session, ObjectNode body) {
            ObjectNode more = body.putObject("server").put("id", ClusterMembers.serverId(session, server));
            return key == null ? more : more.put("key", key);
        }
    }

    @Command(
            name = "add-volume",
            description = "Gives every server of a cluster one more LUN, at an address that all have free.")
    static final class Volume extends ClusterAdding {
        @Parameters(index = "1", paramLabel = "VOLUME", description = "Its id or its name.")
        String volume = "";

        @Override
        String what() {
            return "volumes";
        }

        @Override
        ObjectNode more(Session session, ObjectNode body) {
            return body.putObject("volume").put("id", ClusterMembers.volumeId(session, volume));
        }
    }
}

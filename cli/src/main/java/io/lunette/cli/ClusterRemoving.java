package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes something out of a cluster, or ends it, and waits until guests have let go. */
abstract sealed class ClusterRemoving extends Asking {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id or its name.")
    String cluster = "";

    @Override
    final void ask(Session session) {
        JsonNode found = Things.cluster(session, cluster);
        String id = found.path("id").asText();
        JsonNode removed = session.deleteOwn("/clusters/" + id + path(session));
        JsonNode now = ClusterWait.settled(session, id, removed.path("cluster"));
        String name = found.path("name").asText();
        print(
                removed,
                (now.isObject() ? ClusterText.of(now) : "Cluster " + name + " is gone; its volumes are free.\n")
                        + ClusterText.warnings(removed));
    }

    /** What goes, under the cluster's path. */
    abstract String path(Session session);

    @Command(name = "remove-server", description = "Detaches all LUNs of a cluster from one of its servers.")
    static final class Server extends ClusterRemoving {
        @Parameters(index = "1", paramLabel = "SERVER", description = "Its id or its name.")
        String server = "";

        @Override
        String path(Session session) {
            return "/servers/" + ClusterMembers.serverId(session, server);
        }
    }

    @Command(name = "remove-volume", description = "Detaches one LUN from all servers of a cluster.")
    static final class Volume extends ClusterRemoving {
        @Parameters(index = "1", paramLabel = "VOLUME", description = "Its id or its name.")
        String volume = "";

        @Override
        String path(Session session) {
            return "/volumes/" + ClusterMembers.volumeId(session, volume);
        }
    }

    @Command(name = "delete", description = "Detaches all LUNs of a cluster from all of its servers; both stay.")
    static final class All extends ClusterRemoving {
        @Override
        String path(Session session) {
            return "";
        }
    }
}

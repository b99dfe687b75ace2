package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at clusters. */
final class ClusterShowing {
    private ClusterShowing() {}

    @Command(name = "list", description = "The project's clusters.")
    static final class ListClusters extends Asking {
        @Option(names = "--all-projects", description = "Every project's; for administrators.")
        boolean allProjects;

        @Override
        void ask(Session session) {
            JsonNode clusters = session.own("/clusters" + (allProjects ? "?all_projects=true" : ""))
                    .path("clusters");
            Table table = new Table("ID", "NAME", "STATUS", "SERVERS", "VOLUMES");
            for (JsonNode cluster : clusters) {
                table.row(
                        cluster.path("id").asText(),
                        cluster.path("name").asText(),
                        cluster.path("status").asText(),
                        String.valueOf(cluster.path("servers").size()),
                        String.valueOf(cluster.path("volumes").size()));
            }
            print(clusters, clusters.isEmpty() ? "There are no clusters.\n" : table);
        }
    }

    @Command(name = "show", description = "A cluster's servers with their keys, and its LUNs with their addresses.")
    static final class Show extends Asking {
        @Parameters(paramLabel = "CLUSTER", description = "Its id or its name.")
        String cluster = "";

        @Override
        void ask(Session session) {
            JsonNode found = Things.cluster(session, cluster);
            print(found, ClusterText.of(found));
        }
    }
}

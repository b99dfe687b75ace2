package io.lunette.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which servers and volumes are to be a cluster, as options. */
final class ClusterMembers {
    @Option(names = "--server", paramLabel = "SERVER", description = "A node, by id or name; once for each.")
    List<String> servers = List.of();

    @Option(
            names = "--volume",
            paramLabel = "VOLUME",
            description =
                    "A multiattach volume, by id or name; once for each, in the order in which the nodes see them.")
    List<String> volumes = List.of();

    @Option(
            names = "--key",
            paramLabel = "SERVER=KEY",
            description = "The persistent reservation key that a node's cluster software registers; it tells whose a"
                    + " registration is where the array does not.")
    Map<String, String> keys = Map.of();

    @Option(
            names = "--allow-registrations",
            description = "Although others are registered with the LUNs: physical machines of the same cluster.")
    boolean allowRegistrations;

    boolean isNone() {
        return servers.isEmpty() && volumes.isEmpty() && keys.isEmpty();
    }

    void into(Session session, ObjectNode node) {
        ArrayNode nodes = node.putArray("servers");
        servers.forEach(server -> nodes.add(serverId(session, server)));
        ArrayNode luns = node.putArray("volumes");
        volumes.forEach(volume -> luns.add(volumeId(session, volume)));
        ObjectNode texts = node.putObject("keys");
        keys.forEach((server, key) -> texts.put(serverId(session, server), key));
        node.put("allow_registrations", allowRegistrations);
    }

    static String serverId(Session session, String idOrName) {
        return Things.server(session, idOrName).path("id").asText();
    }

    static String volumeId(Session session, String idOrName) {
        return Things.volume(session, idOrName).path("id").asText();
    }
}

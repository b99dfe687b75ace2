package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.time.Instant;

/** Waits for a cluster to settle. */
final class ClusterWait {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private ClusterWait() {}

    /** The cluster once nothing of it is on its way; null where it is gone. */
    static JsonNode settled(Session session, String id, JsonNode first) {
        Instant end = Instant.now().plus(LONGEST);
        JsonNode now = first;
        while (now.isObject() && !now.path("status").asText().equals("active")) {
            if (Instant.now().isAfter(end)) {
                throw CommandFailed.refused("Cluster " + id + " is still "
                        + now.path("status").asText() + ": a guest has not let go of a LUN. lunette cluster show " + id
                        + "; lunette detach --force SERVER VOLUME");
            }
            pause();
            Answer answer = session.askOwn("/clusters/" + id);
            now = answer.status() == 404
                    ? NullNode.getInstance()
                    : answer.body().path("cluster");
        }
        return now;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailed.refused("Interrupted");
        }
    }
}

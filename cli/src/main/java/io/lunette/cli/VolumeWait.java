package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.cli.Session.Service;
import java.time.Duration;
import java.time.Instant;

/** Waits for a volume to settle. */
final class VolumeWait {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private VolumeWait() {}

    /** The volume once it has {@code status}. Another status that does not pass by itself ends the wait. */
    static JsonNode until(Session session, String volume, String status) {
        Instant end = Instant.now().plus(LONGEST);
        JsonNode now = look(session, volume);
        while (!now.path("status").asText().equals(status)) {
            String current = now.path("status").asText();
            if (!passes(current) || Instant.now().isAfter(end)) {
                throw CommandFailed.refused("Volume " + volume + " is " + current + " and not " + status
                        + ". lunette volume show " + volume);
            }
            pause();
            now = look(session, volume);
        }
        return now;
    }

    /** Whether this status becomes another one by itself. */
    private static boolean passes(String status) {
        return status.endsWith("ing") || status.equals("reserved");
    }

    private static JsonNode look(Session session, String volume) {
        return session.get(Service.VOLUME, "/volumes/" + volume).path("volume");
    }

    static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailed.refused("Interrupted");
        }
    }
}

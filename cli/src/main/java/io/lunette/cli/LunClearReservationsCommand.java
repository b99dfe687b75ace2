package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "clear-reservations",
        description = "For administrators: ends what a server that is gone has left on a volume's LUN.")
final class LunClearReservationsCommand extends Asking {
    @Parameters(paramLabel = "VOLUME", description = "Its id or its name.")
    String volume = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The registrations by this key alone, and the reservation if it holds that (PREEMPT);"
                    + " else all of them (CLEAR).")
    @Nullable String key;

    @Option(names = "--force", description = "Although servers that have the volume run.")
    boolean force;

    @Option(names = "--yes", description = "Do it; without, this says what would go.")
    boolean yes;

    @Override
    void ask(Session session) {
        JsonNode what = Things.volume(session, volume);
        String path = "/volumes/" + Things.encoded(what.path("id").asText()) + "/reservations";
        if (yes) {
            clear(session, path, AttachCommand.name(what));
        } else {
            warn(session.own(path).path("reservations"), AttachCommand.name(what));
        }
    }

    private void warn(JsonNode now, String name) {
        throw CommandFailed.refused("This would end " + (key == null ? "every registration" : "key " + key)
                + " on the LUN of " + name + ", and whoever it belongs to could write no more, or would write beside"
                + " the one that thinks it is alone. There is now:\n" + ReservationText.of(now)
                + "Repeat it with --yes if that is meant.");
    }

    private void clear(Session session, String path, String name) {
        ObjectNode body = Wire.object();
        ObjectNode clear = body.putObject("clear");
        if (key == null) {
            clear.put("all", true);
        } else {
            clear.put("key", key);
        }
        if (force) {
            clear.put("force", true);
        }
        JsonNode done = session.postOwn(path + "/clear", body);
        String warning = done.path("warning").isTextual() ? done.path("warning").asText() + "\n" : "";
        String now = done.path("reservations").isObject()
                ? ReservationText.of(done.path("reservations"))
                : "What is there now could not be read.\n";
        print(done, "Cleared on the LUN of " + name + "\n" + warning + now);
    }
}

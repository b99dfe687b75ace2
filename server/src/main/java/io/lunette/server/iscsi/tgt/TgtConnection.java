package io.lunette.server.iscsi.tgt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP connection of a session that an initiator has with a target. */
record TgtConnection(long session, int connection, String initiator) {
    private static final Pattern SHAPE =
            Pattern.compile("Session: (\\d+)\\n {4}Connection: (\\d+)\\n {8}Initiator: (.*)\\n");

    /** Reads what tgtd shows of the connections of one target. */
    static List<TgtConnection> parse(String text) {
        List<TgtConnection> found = new ArrayList<>();
        Matcher matcher = SHAPE.matcher(text);
        while (matcher.find()) {
            found.add(new TgtConnection(
                    Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3)));
        }
        return found;
    }
}

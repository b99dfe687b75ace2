package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a LUN of an array is, as text {@code iscsi://PORTAL[,PORTAL...]/IQN/LUN}: libiscsi's URL, with all the portals that
 * the target has.
 *
 * @param portals the preferred one first; never empty
 * @param number the LUN, 0 to 16383 (single-level addressing, SAM-5 section 4.7.7)
 */
public record LunAddress(List<Portal> portals, Iqn target, int number) {
    public static final int HIGHEST_LUN = 16_383;
    private static final String SCHEME = "iscsi://";
    private static final int PARTS = 3;

    public LunAddress {
        portals = List.copyOf(portals);
        if (portals.isEmpty()) {
            throw new IllegalArgumentException("a LUN has at least one portal");
        }
    }

    /** The scheme may be left out. */
    public static Parsed<LunAddress> parse(String raw) {
        String bare = raw.startsWith(SCHEME) ? raw.substring(SCHEME.length()) : raw;
        if (bare.contains("@")) {
            // libiscsi's URL has user and password before it: whatever it is, it is not repeated.
            return Parsed.invalid("a user and a password have no place here, where everybody sees them");
        }
        String[] parts = bare.split("/", -1);
        if (parts.length != PARTS) {
            return Parsed.invalid("'" + Shown.text(raw) + "' is not iscsi://PORTAL[,PORTAL...]/IQN/LUN");
        }
        List<Portal> portals = new ArrayList<>();
        for (String text : parts[0].split(",", -1)) {
            switch (Portal.parse(text)) {
                case Parsed.Valid<Portal>(Portal portal) -> portals.add(portal);
                case Parsed.Invalid<Portal>(String problem) -> {
                    return Parsed.invalid(problem);
                }
            }
        }
        if (!parts[2].matches("[0-9]{1,5}") || Integer.parseInt(parts[2]) > HIGHEST_LUN) {
            return Parsed.invalid("'" + Shown.text(parts[2]) + "' is not a LUN from 0 to " + HIGHEST_LUN);
        }
        int number = Integer.parseInt(parts[2]);
        return Iqn.parse(parts[1]).map(target -> new LunAddress(portals, target, number));
    }

    public Connection.Network path(Portal portal) {
        return new Connection.Network(portal, target, number);
    }

    @Override
    public String toString() {
        return SCHEME + portals.stream().map(Portal::toString).collect(Collectors.joining(",")) + "/" + target + "/"
                + number;
    }
}

package io.lunette.model;

import java.util.List;

/**
 * A target of which a portal tells.
 *
 * @param portals where it says that the target listens; empty where it does not say
 */
public record OfferedTarget(Iqn name, List<Portal> portals) {
    public OfferedTarget {
        portals = List.copyOf(portals);
    }
}

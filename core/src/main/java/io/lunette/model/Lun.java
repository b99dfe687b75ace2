package io.lunette.model;

import java.util.List;

/**
 * A logical unit on a storage array, as it was when its volume was registered.
 *
 * @param target the iSCSI target that carries it
 * @param number its logical unit number there
 * @param portals where the target listens, the preferred one first; never empty
 * @param identity what the LUN said of itself then
 * @param adopted whether it is on somebody else's array: Lunette uses it there, and never makes, grows, masks or removes
 *     it
 */
public record Lun(Iqn target, int number, List<Portal> portals, LunIdentity identity, boolean adopted) {
    public Lun {
        portals = List.copyOf(portals);
        if (portals.isEmpty()) {
            throw new IllegalArgumentException("a LUN has at least one portal");
        }
    }

    /** The same LUN as it says now that it is. */
    public Lun with(LunIdentity now) {
        return new Lun(target, number, portals, now, adopted);
    }
}

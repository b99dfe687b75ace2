package io.lunette.model;

import java.util.List;
import java.util.Optional;

/**
 * A host's kernel logs in to an iSCSI target. All LUNs that the target shows to that host come by it.
 *
 * @param portal empty where the host does not tell, as while one of somebody else is not connected
 * @param maker who lets it
 * @param user the CHAP user that it logs in as; empty without CHAP, and where somebody else made it
 * @param active whether it is logged in now; one of Lunette's is there also when it is not, and comes back with the host
 * @param luns the WWIDs of the LUNs that come by it, each once
 */
public record HostLogin(
        Iqn target, Optional<Portal> portal, Maker maker, Optional<String> user, boolean active, List<Wwid> luns) {

    public HostLogin {
        luns = List.copyOf(luns);
    }

    /** Who lets a host log in. */
    public enum Maker {
        LUNETTE,
        /** Whoever administers the host. */
        SOMEBODY_ELSE
    }

    public boolean isOurs() {
        return maker == Maker.LUNETTE;
    }
}

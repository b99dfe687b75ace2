package io.lunette.model;

import java.util.List;
import java.util.Optional;

/**
 * A logical unit on a storage array, as it was when its volume was registered.
 *
 * @param address where it is on the network; empty for one that only the kernels of hosts reach, as by Fibre Channel
 * @param identity what the LUN said of itself then
 * @param adopted whether it is on somebody else's array: Lunette uses it there, and never makes, grows, masks or removes
 *     it
 */
public record Lun(Optional<LunAddress> address, LunIdentity identity, boolean adopted) {

    public Lun(LunAddress address, LunIdentity identity, boolean adopted) {
        this(Optional.of(address), identity, adopted);
    }

    /** One that hosts know by its WWID alone. */
    public static Lun ofHosts(LunIdentity identity) {
        return new Lun(Optional.empty(), identity, true);
    }

    /** The same LUN as it says now that it is. */
    public Lun with(LunIdentity now) {
        return new Lun(address, now, adopted);
    }

    /** Where it is on the network; for what has no meaning elsewhere. */
    public LunAddress onNetwork() {
        return address.orElseThrow(() -> new IllegalStateException(identity.wwid() + " is not on the network"));
    }

    /** The portals of its target, the preferred one first; none where it is not on the network. */
    public List<Portal> portals() {
        return address.map(LunAddress::portals).orElse(List.of());
    }

    /** For people: {@code IQN/3}, or its WWID. */
    public String place() {
        return address.map(at -> at.target() + "/" + at.number())
                .orElseGet(() -> identity.wwid().toString());
    }
}

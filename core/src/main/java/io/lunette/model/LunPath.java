package io.lunette.model;

import java.util.Arrays;
import java.util.Optional;

/** How the servers of a host come to their LUNs; {@link #wire()} is its word in settings and in the API. */
public enum LunPath {
    /** Each QEMU logs in at the target by itself, under its server's own initiator name. */
    NETWORK,
    /** The host's kernel has the LUNs, by Fibre Channel or iSCSI and by multipath: all of its servers share its nexus. */
    BLOCK;

    public String wire() {
        return switch (this) {
            case NETWORK -> "network";
            case BLOCK -> "block";
        };
    }

    public static Optional<LunPath> of(String wire) {
        return Arrays.stream(values()).filter(path -> path.wire().equals(wire)).findFirst();
    }
}

package io.lunette.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A libvirt host that servers are put on.
 *
 * @param zone the availability zone it is in
 * @param enabled whether new servers go there; those that are there go on either way
 * @param disabledReason what an administrator gave as the reason
 * @param luns how its servers come to their LUNs
 */
public record Host(
        HostName name,
        long revision,
        HostUri uri,
        String zone,
        boolean enabled,
        Optional<String> disabledReason,
        LunPath luns,
        Instant created) {
    /** The zone of hosts of which nothing else was said; the Compute API's own name for it. */
    public static final String USUAL_ZONE = "nova";

    /** One that takes servers, in the usual zone. */
    public static Host of(HostName name, HostUri uri, Instant created) {
        return new Host(name, 0, uri, USUAL_ZONE, true, Optional.empty(), LunPath.NETWORK, created);
    }

    public Host withRevision(long other) {
        return new Host(name, other, uri, zone, enabled, disabledReason, luns, created);
    }

    public Host withUri(HostUri other) {
        return new Host(name, revision, other, zone, enabled, disabledReason, luns, created);
    }

    public Host withZone(String other) {
        return new Host(name, revision, uri, other, enabled, disabledReason, luns, created);
    }

    public Host taking(boolean servers, Optional<String> reason) {
        return new Host(name, revision, uri, zone, servers, servers ? Optional.empty() : reason, luns, created);
    }

    public Host reaching(LunPath other) {
        return new Host(name, revision, uri, zone, enabled, disabledReason, other, created);
    }
}

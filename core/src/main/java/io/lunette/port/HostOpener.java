package io.lunette.port;

import io.lunette.model.Host;

/** Makes the way to a host; the host need not be there. */
@FunctionalInterface
public interface HostOpener {
    Hypervisor open(Host host);
}

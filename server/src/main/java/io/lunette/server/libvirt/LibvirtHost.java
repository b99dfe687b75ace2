package io.lunette.server.libvirt;

import io.lunette.model.HostName;
import java.net.URI;
import java.time.Duration;

/**
 * A libvirt host and how to treat it.
 *
 * @param patience how long a call may take before its outcome is called uncertain
 * @param poolPath an absolute folder on that host; used when the pool does not exist yet
 */
public record LibvirtHost(
        HostName name, URI uri, VirtType virtType, String poolName, String poolPath, Duration patience) {

    /** How guests run there. */
    public enum VirtType {
        /** KVM where it was seen to run firmware no slower than emulation. */
        AUTO,
        KVM,
        QEMU
    }
}

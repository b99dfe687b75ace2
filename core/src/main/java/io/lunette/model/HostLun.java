package io.lunette.model;

import java.util.Optional;

/**
 * A LUN as a host's kernel has it.
 *
 * @param device the name by which servers are given it; empty where there is {@code problem}
 * @param paths how many SCSI devices of the host lead to it
 * @param identity what the host says of it: the serial is not among that, nor is the revision
 * @param problem why servers cannot be given it, as a clause
 */
public record HostLun(Optional<Connection.Block> device, int paths, LunIdentity identity, Optional<String> problem) {

    public static HostLun usable(Connection.Block device, int paths, LunIdentity identity) {
        return new HostLun(Optional.of(device), paths, identity, Optional.empty());
    }

    public static HostLun unusable(int paths, LunIdentity identity, String problem) {
        return new HostLun(Optional.empty(), paths, identity, Optional.of(problem));
    }

    public Wwid wwid() {
        return identity.wwid();
    }
}

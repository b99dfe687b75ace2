package io.lunette.domainxml;

import io.lunette.model.Connection;
import java.util.Optional;

/** Where a disk's source turned out to be. */
public sealed interface DiskLocation {

    /**
     * A LUN, by the network or a device of the host.
     *
     * @param login where the target asks who comes, on the network path; empty: it does not
     */
    record Reached(Connection connection, Optional<ChapLogin> login) implements DiskLocation {
        public Reached(Connection connection) {
            this(connection, Optional.empty());
        }
    }

    record File(String path) implements DiskLocation {}

    /**
     * CHAP (RFC 3720, section 11.1), as libvirt's {@code <auth>}. The secret itself is in no XML.
     *
     * @param secretUsage of the libvirt secret of type iscsi that holds it on the host
     */
    record ChapLogin(String user, String secretUsage) {}
}

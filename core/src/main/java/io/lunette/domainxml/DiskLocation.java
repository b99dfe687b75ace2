package io.lunette.domainxml;

import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
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
    record ChapLogin(String user, String secretUsage) {
        /** What the usages of all of Lunette's secrets begin with. */
        public static final String PREFIX = "lunette:";

        public static ChapLogin of(ServerId server, VolumeId volume, ChapAccount account) {
            return new ChapLogin(account.user(), usage(server, volume));
        }

        /** The usage of the secret with which a server's disk of a volume logs in. */
        public static String usage(ServerId server, VolumeId volume) {
            return PREFIX + server + ":" + volume;
        }
    }
}

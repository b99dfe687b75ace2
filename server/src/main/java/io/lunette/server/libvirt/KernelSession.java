package io.lunette.server.libvirt;

import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An iSCSI session of a host's kernel, as sysfs tells it.
 *
 * @param portal empty while it is not connected
 */
record KernelSession(int number, Iqn target, Optional<Portal> portal) {
    private static final String SESSIONS = "/sys/class/iscsi_session";
    private static final String CONNECTION = "/sys/class/iscsi_connection/connection";
    private static final String PREFIX = "session";
    private static final String ADDRESS = "persistent_address";
    private static final String PORT = "persistent_port";

    static List<KernelSession> list(HostConnection connection) throws LibvirtError {
        List<KernelSession> sessions = new ArrayList<>();
        for (String name : HostPools.names(connection, SESSIONS)) {
            if (name.matches(PREFIX + "[0-9]{1,9}")) {
                int number = Integer.parseInt(name.substring(PREFIX.length()));
                Optional<Iqn> target = HostPools.text(connection, SESSIONS + "/" + name, "targetname")
                        .flatMap(text -> Iqn.parse(text).toOptional());
                if (target.isPresent()) {
                    sessions.add(new KernelSession(number, target.get(), portal(connection, number)));
                }
            }
        }
        return sessions;
    }

    private static Optional<Portal> portal(HostConnection connection, int session) throws LibvirtError {
        try {
            Map<String, String> told = HostPools.lines(connection, CONNECTION + session + ":0", Set.of(ADDRESS, PORT));
            String host = told.getOrDefault(ADDRESS, "");
            return Portal.parse((host.contains(":") ? "[" + host + "]" : host) + ":" + told.getOrDefault(PORT, ""))
                    .toOptional();
        } catch (LibvirtError unconnected) {
            // Some of what the folder has cannot be read then, and libvirt reads all of it.
            if (!connection.isAlive()) {
                throw unconnected;
            }
            return Optional.empty();
        }
    }

    boolean isAt(Portal other) {
        return portal.isEmpty() || portal.get().equals(other);
    }
}

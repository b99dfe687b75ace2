package io.lunette.server.iscsi.tgt;

import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What Lunette's own tgtd is started with.
 *
 * @param controlPort tells one tgtd of a machine from another, as {@code tgtadm -C} does
 * @param portals where it listens, the preferred one first
 * @param iqnPrefix what its targets' names begin with; a colon and the volume's id follow
 * @param luns the directory of the LUNs' files; nobody else writes there
 * @param run the directory of tgtd's process id and log
 * @param overcommit how many times the directory's space may be promised to LUNs; with 1, a guest never finds the disk full
 * @param patience how long a call waits for tgtd; below the 10 s that the port promises
 */
public record TgtSettings(
        int controlPort,
        List<Portal> portals,
        Iqn iqnPrefix,
        Path luns,
        Path run,
        double overcommit,
        Duration patience) {

    public static final Duration PATIENCE = Duration.ofSeconds(9);

    public TgtSettings {
        portals = List.copyOf(portals);
        if (portals.isEmpty()) {
            throw new IllegalArgumentException("a target listens somewhere");
        }
        if (luns.toString().contains(",") || luns.toString().length() > 900) {
            throw new IllegalArgumentException("tgtd takes no comma and no more than 900 characters in " + luns);
        }
    }
}

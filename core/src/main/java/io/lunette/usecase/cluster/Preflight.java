package io.lunette.usecase.cluster;

import io.lunette.failure.Failure;
import io.lunette.model.LunIdentity;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.scsi.Reservations;
import java.util.List;
import java.util.Optional;

/**
 * What servers would see of LUNs, each on its own path and under its own initiator name.
 *
 * @param problems what speaks against sharing them, for people; none where they can be shared
 * @param warnings what does not, and should be known
 */
public record Preflight(List<Path> paths, List<String> problems, List<String> warnings) {
    public Preflight {
        paths = List.copyOf(paths);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    public boolean hasPassed() {
        return problems.isEmpty();
    }

    /**
     * One LUN as one server sees it.
     *
     * @param identity empty where nothing answered
     * @param reservations empty where the LUN told nothing of them
     * @param strangers keys that are registered there and that nobody recorded for a server of the cluster
     * @param failure why something is not known
     */
    public record Path(
            Server server,
            Volume volume,
            Optional<LunIdentity> identity,
            Optional<Reservations> reservations,
            List<ReservationKey> strangers,
            Optional<Failure> failure) {
        public Path {
            strangers = List.copyOf(strangers);
        }
    }
}

package io.lunette.run;

import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.model.Connection;
import io.lunette.model.VolumeId;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan that succeeded found out on its way.
 *
 * @param locations where each disk's source turned out to be
 * @param leftBehind whether something that was asked to go has not gone yet
 */
public record Ran(Map<DiskSource, DiskLocation> locations, boolean leftBehind) {
    public Ran {
        locations = Map.copyOf(locations);
    }

    public Optional<Connection> connection(VolumeId volume) {
        return locations.get(new DiskSource.OfVolume(volume)) instanceof DiskLocation.Reached reached
                ? Optional.of(reached.connection())
                : Optional.empty();
    }
}

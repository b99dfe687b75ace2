package io.lunette.usecase.cluster;

import io.lunette.failure.Parsed;
import io.lunette.model.LunIdentity;
import io.lunette.model.ReservationKey;
import io.lunette.model.VolumeId;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.ReservationType;
import io.lunette.scsi.Reservations;
import io.lunette.usecase.cluster.Preflight.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of paths that were looked at whether cluster software can rely on them. Pure. */
final class JudgePaths {
    /** Write exclusive, registrants only: what Pacemaker and Windows ask for. */
    private static final int REGISTRANTS_ONLY = 5;

    private final List<Path> paths;
    private final boolean allowStrangers;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    JudgePaths(List<Path> paths, boolean allowStrangers) {
        this.paths = paths;
        this.allowStrangers = allowStrangers;
    }

    Preflight judge() {
        for (Path path : paths) {
            path.failure()
                    .ifPresent(
                            why -> problems.add("server " + path.server().id() + ": " + why.what() + ", " + why.why()));
            path.reservations().ifPresent(found -> capabilities(path.volume().id(), found));
            strangers(path);
        }
        paths.stream().map(path -> path.volume().id()).distinct().forEach(this::agree);
        return new Preflight(paths, new ArrayList<>(problems), new ArrayList<>(warnings));
    }

    private void strangers(Path path) {
        if (!path.strangers().isEmpty()) {
            String keys =
                    path.strangers().stream().map(ReservationKey::toString).collect(Collectors.joining(", "));
            (allowStrangers ? warnings : problems)
                    .add("volume " + path.volume().id() + " has registrations that are no known node's: " + keys
                            + (allowStrangers
                                    ? ""
                                    : " (record them by --key SERVER=KEY, clear them, or say --allow-registrations)"));
        }
    }

    private void capabilities(VolumeId volume, Reservations found) {
        switch (found.capabilities()) {
            case Parsed.Invalid<ReservationCapabilities>(String problem) ->
                warnings.add("volume " + volume + " does not tell which reservations it has: " + problem);
            case Parsed.Valid<ReservationCapabilities>(ReservationCapabilities told) -> {
                if (told.types()
                        .filter(types -> !types.contains(new ReservationType(REGISTRANTS_ONLY)))
                        .isPresent()) {
                    problems.add(
                            "volume " + volume
                                    + " has no reservation of type 5 (write exclusive, registrants only), by which nodes fence");
                }
                if (!told.keepsThroughPowerLoss()) {
                    warnings.add("volume " + volume + " forgets registrations when its array loses power"
                            + " (no persist through power loss)");
                }
            }
        }
    }

    /** All servers must see one LUN. */
    private void agree(VolumeId volume) {
        List<Path> seen = paths.stream()
                .filter(path -> path.volume().id().equals(volume))
                .filter(path -> path.identity().isPresent())
                .toList();
        Optional<LunIdentity> first = seen.stream().findFirst().flatMap(Path::identity);
        seen.forEach(path -> differences(path, first.orElseThrow()));
    }

    private void differences(Path path, LunIdentity first) {
        LunIdentity identity = path.identity().orElseThrow();
        String where =
                "volume " + path.volume().id() + " on server " + path.server().id();
        if (!identity.wwid().equals(first.wwid())) {
            problems.add(where + " is " + identity.wwid() + ", and " + first.wwid() + " on another");
        }
        if (identity.blockBytes() != first.blockBytes()) {
            problems.add(where + " has blocks of " + identity.blockBytes() + " bytes, and of " + first.blockBytes()
                    + " on another");
        }
        if (!identity.size().equals(first.size())) {
            problems.add(where + " has " + identity.size().bytes() + " bytes, and "
                    + first.size().bytes() + " on another");
        }
    }
}

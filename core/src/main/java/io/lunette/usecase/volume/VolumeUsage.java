package io.lunette.usecase.volume;

import io.lunette.model.Caller;
import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import io.lunette.port.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sums up volumes: for limits, quotas and the summary. */
public final class VolumeUsage {

    /**
     * How much there is.
     *
     * @param metadata each key with the values it has anywhere, sorted
     */
    public record Usage(long volumes, long sizeGiB, Map<String, Set<String>> metadata) {}

    private final Volumes volumes;

    public VolumeUsage(Volumes volumes) {
        this.volumes = volumes;
    }

    /** Of {@code project} if the caller may see it, else of the caller's own. */
    public Usage ofProject(Caller caller, ProjectId project) {
        return sum(volumes.list(Optional.of(caller.mayUse(project) ? project : caller.project())));
    }

    /** Of every project for an administrator, else of the caller's own. */
    public Usage ofAll(Caller caller) {
        return caller.isAdmin() ? sum(volumes.list(Optional.empty())) : ofProject(caller, caller.project());
    }

    private static Usage sum(List<Volume> volumes) {
        Map<String, Set<String>> metadata = new TreeMap<>();
        volumes.forEach(volume -> volume.metadata()
                .forEach((key, value) ->
                        metadata.computeIfAbsent(key, any -> new TreeSet<>()).add(value)));
        return new Usage(
                volumes.size(), volumes.stream().mapToLong(Volume::sizeGiB).sum(), metadata);
    }
}

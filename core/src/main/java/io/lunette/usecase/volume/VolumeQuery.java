package io.lunette.usecase.volume;

import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which volumes to list.
 *
 * @param everyProject whether an administrator asks for all projects' volumes
 * @param project one project's alone, where an administrator asks for it
 * @param filters all of them must hold
 * @param order the first key that tells two volumes apart decides; newest first when empty
 */
public record VolumeQuery(
        boolean everyProject, Optional<ProjectId> project, List<Predicate<Volume>> filters, List<SortKey> order) {

    public VolumeQuery {
        filters = List.copyOf(filters);
        order = List.copyOf(order);
    }

    public static VolumeQuery all() {
        return new VolumeQuery(false, Optional.empty(), List.of(), List.of());
    }

    /** What volumes can be sorted by, in the API's words. */
    private static final Map<String, Comparator<Volume>> KEYS = Map.of(
            "id", by(volume -> volume.id().toString()),
            "name", by(Volume::name),
            "status", by(volume -> volume.status().wire()),
            "size", by(Volume::sizeGiB),
            "bootable", by(Volume::bootable),
            "created_at", by(Volume::created),
            "updated_at", by(Volume::updated),
            // There is one zone.
            "availability_zone", by(volume -> "nova"));

    private static <K extends Comparable<K>> Comparator<Volume> by(Function<Volume, K> key) {
        return Comparator.comparing(key);
    }

    /** One key of an order. */
    public record SortKey(Comparator<Volume> comparator) {
        /** By the key's name in the API; empty when volumes cannot be sorted by it. */
        public static Optional<SortKey> of(String key, boolean descending) {
            return Optional.ofNullable(KEYS.get(key))
                    .map(comparator -> new SortKey(descending ? comparator.reversed() : comparator));
        }

        /** The names that {@link #of} knows, sorted. */
        public static List<String> names() {
            return KEYS.keySet().stream().sorted().toList();
        }
    }

    Comparator<Volume> comparator() {
        Comparator<Volume> newestFirst = Comparator.comparing(Volume::created)
                .reversed()
                .thenComparing(volume -> volume.id().toString());
        return order.stream()
                .map(SortKey::comparator)
                .reduce(Comparator::thenComparing)
                .map(asked -> asked.thenComparing(newestFirst))
                .orElse(newestFirst);
    }

    boolean accepts(Volume volume) {
        return filters.stream().allMatch(filter -> filter.test(volume));
    }
}

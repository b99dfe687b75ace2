package io.lunette.usecase.server;

import io.lunette.model.ImageId;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which servers to list.
 *
 * @param everyProject whether an administrator asks for all projects' servers
 * @param project one project's alone, where an administrator asks for it
 * @param filters all of them must hold
 * @param order the first key that tells two servers apart decides; newest first when empty
 */
public record ServerQuery(
        boolean everyProject, Optional<ProjectId> project, List<Predicate<Server>> filters, List<SortKey> order) {

    public ServerQuery {
        filters = List.copyOf(filters);
        order = List.copyOf(order);
    }

    private static final Map<String, Comparator<Server>> KEYS = Map.ofEntries(
            Map.entry("uuid", by(server -> server.id().toString())),
            Map.entry("display_name", by(Server::name)),
            Map.entry("display_description", by(Server::description)),
            Map.entry("created_at", by(Server::created)),
            Map.entry("updated_at", by(Server::updated)),
            Map.entry("launched_at", by(server -> server.launched().orElse(Instant.MAX))),
            Map.entry("project_id", by(server -> server.project().text())),
            Map.entry("user_id", by(server -> server.user().text())),
            Map.entry("host", by(server -> server.host().text())),
            Map.entry("node", by(server -> server.host().text())),
            Map.entry("key_name", by(server -> server.keyName().orElse(""))),
            Map.entry(
                    "image_ref",
                    by(server -> server.image().map(ImageId::toString).orElse(""))),
            Map.entry("instance_type_id", by(server -> server.flavor().id())),
            Map.entry("memory_mb", by(server -> server.flavor().ramMiB())),
            Map.entry("vcpus", by(server -> server.flavor().vcpus())),
            Map.entry("locked", by(Server::locked)),
            Map.entry("vm_state", by(ServerStates::vmState)),
            Map.entry("power_state", by(ServerStates::powerState)),
            Map.entry("task_state", by(server -> server.task().map(Enum::name).orElse(""))),
            // There is one zone.
            Map.entry("availability_zone", by(server -> "nova")));

    private static <K extends Comparable<K>> Comparator<Server> by(Function<Server, K> key) {
        return Comparator.comparing(key);
    }

    /** One key of an order. */
    public record SortKey(Comparator<Server> comparator) {
        /** By the key's name in the API; empty when servers cannot be sorted by it. */
        public static Optional<SortKey> of(String key, boolean descending) {
            return Optional.ofNullable(KEYS.get(key))
                    .map(comparator -> new SortKey(descending ? comparator.reversed() : comparator));
        }

        /** The names that {@link #of} knows, sorted. */
        public static List<String> names() {
            return KEYS.keySet().stream().sorted().toList();
        }
    }

    Comparator<Server> comparator() {
        Comparator<Server> newestFirst = Comparator.comparing(Server::created)
                .reversed()
                .thenComparing(server -> server.id().value());
        return order.stream()
                .map(SortKey::comparator)
                .reduce(Comparator::thenComparing)
                .map(asked -> asked.thenComparing(newestFirst))
                .orElse(newestFirst);
    }

    boolean accepts(Server server) {
        return filters.stream().allMatch(filter -> filter.test(server));
    }
}

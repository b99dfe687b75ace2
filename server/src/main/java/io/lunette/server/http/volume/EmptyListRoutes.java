package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import java.util.List;
import java.util.stream.Stream;

/** What Cinder has and a passthrough LUN has none of. Clients list these before they show or delete a volume. */
final class EmptyListRoutes implements Api {

    /**
     * A collection.
     *
     * @param field the name of the list in its answer
     * @param sinceMinor the microversion 3.x that it came with
     */
    private record Collection(String path, String field, int sinceMinor) {}

    private static final List<Collection> COLLECTIONS = List.of(
            new Collection("/snapshots", "snapshots", 0),
            new Collection("/backups", "backups", 0),
            new Collection("/consistencygroups", "consistencygroups", 0),
            new Collection("/cgsnapshots", "cgsnapshots", 0),
            new Collection("/os-volume-transfer", "transfers", 0),
            new Collection("/qos-specs", "qos_specs", 0),
            new Collection("/extensions", "extensions", 0),
            new Collection("/clusters", "clusters", 7),
            new Collection("/group_types", "group_types", 11),
            new Collection("/groups", "groups", 13),
            new Collection("/group_snapshots", "group_snapshots", 14),
            new Collection("/volume-transfers", "transfers", 55));

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return COLLECTIONS.stream().flatMap(EmptyListRoutes::routes).toList();
    }

    private static Stream<Route> routes(Collection collection) {
        return Stream.of("", "/detail")
                .map(suffix -> Route.get(
                                collection.path() + suffix,
                                request -> Outcome.done(Response.ok(out -> out.emptyArray(collection.field()))))
                        .since(3, collection.sinceMinor()));
    }
}

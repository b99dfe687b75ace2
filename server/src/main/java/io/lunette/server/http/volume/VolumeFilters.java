package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ProjectId;
import io.lunette.model.Shown;
import io.lunette.model.Volume;
import io.lunette.server.http.RequestContext;
import io.lunette.usecase.volume.VolumeQuery;
import io.lunette.usecase.volume.VolumeQuery.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The query of a list of volumes. Parameters that Cinder does not know it ignores, and so does this. */
final class VolumeFilters {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");

    private VolumeFilters() {}

    static boolean isTrue(String text) {
        return TRUE.contains(text.toLowerCase(Locale.ROOT));
    }

    static Outcome<VolumeQuery> query(RequestContext request) {
        return filters(request)
                .then(filters -> order(request)
                        .map(order -> new VolumeQuery(
                                request.query("all_tenants")
                                        .map(VolumeFilters::isTrue)
                                        .orElse(false),
                                request.query("project_id").map(ProjectId::new),
                                filters,
                                order)));
    }

    private static Outcome<List<Predicate<Volume>>> filters(RequestContext request) {
        List<Outcome<Predicate<Volume>>> asked = new ArrayList<>();
        for (String name : request.queryNames()) {
            request.query(name).ifPresent(value -> asked.add(filter(request, name, value)));
        }
        List<Predicate<Volume>> filters = new ArrayList<>();
        for (Outcome<Predicate<Volume>> filter : asked) {
            switch (filter) {
                case Outcome.Done<Predicate<Volume>> done -> filters.add(done.value());
                case Outcome.Failed<Predicate<Volume>> failed -> {
                    return failed.as();
                }
            }
        }
        return Outcome.done(filters);
    }

    private static Outcome<Predicate<Volume>> filter(RequestContext request, String name, String value) {
        return switch (name) {
            case "name", "display_name" -> Outcome.done(volume -> volume.name().equals(value));
            case "name~" ->
                since(request, 3, 34, Outcome.done(volume -> volume.name().contains(value)));
            case "status" -> Outcome.done(volume -> volume.status().wire().equalsIgnoreCase(value));
            case "user_id" -> Outcome.done(volume -> volume.user().text().equals(value));
            case "id" -> Outcome.done(volume -> volume.id().toString().equals(value));
            case "size" ->
                Outcome.done(volume -> String.valueOf(volume.sizeGiB()).equals(value));
            case "availability_zone" -> Outcome.done(volume -> value.equals(Backend.ZONE));
            case "bootable" -> bootable(request, value);
            case "metadata" -> pairs(name, value, Volume::metadata);
            case "glance_metadata" -> since(request, 3, 4, pairs(name, value, Volume::imageMetadata));
            case "created_at" -> since(request, 3, 60, TimeFilter.parse(name, value, Volume::created));
            case "updated_at" -> since(request, 3, 60, TimeFilter.parse(name, value, Volume::updated));
            default -> Outcome.done(volume -> true);
        };
    }

    private static Outcome<Predicate<Volume>> since(
            RequestContext request, int major, int minor, Outcome<Predicate<Volume>> filter) {
        return request.since(major, minor) ? filter : Outcome.done(volume -> true);
    }

    private static Outcome<Predicate<Volume>> bootable(RequestContext request, String value) {
        boolean known =
                isTrue(value) || Set.of("false", "f", "no", "n", "off", "0").contains(value.toLowerCase(Locale.ROOT));
        // Before 3.2 every value meant true.
        boolean wanted = isTrue(value) || !request.since(3, 2);
        return known || !request.since(3, 2)
                ? Outcome.done(volume -> volume.bootable() == wanted)
                : refused("bootable", value, "true or false");
    }

    private static Outcome<Predicate<Volume>> pairs(
            String name, String value, Function<Volume, Map<String, String>> of) {
        return PythonPairs.parse(value)
                .<Outcome<Predicate<Volume>>>map(pairs ->
                        Outcome.done(volume -> of.apply(volume).entrySet().containsAll(pairs.entrySet())))
                .orElseGet(() -> refused(name, value, "{'key': 'value'}"));
    }

    /** {@code sort=key:dir,key:dir}, or the older {@code sort_key=} and {@code sort_dir=}; downwards unless said. */
    private static Outcome<List<SortKey>> order(RequestContext request) {
        String direction = request.query("sort_dir").orElse("desc");
        String sort = request.query("sort")
                .orElseGet(() -> request.query("sort_key")
                        .map(key -> key + ":" + direction)
                        .orElse(""));
        List<SortKey> order = new ArrayList<>();
        for (String entry : sort.isBlank() ? List.<String>of() : List.of(sort.split(",", -1))) {
            String[] parts = entry.strip().split(":", 2);
            boolean descending = parts.length < 2 || !parts[1].equals("asc");
            var key = SortKey.of(parts[0], descending);
            if (key.isEmpty()) {
                return refused("sort", parts[0], String.join(", ", SortKey.names()));
            }
            order.add(key.get());
        }
        return Outcome.done(order);
    }

    private static <T> Outcome<T> refused(String field, String value, String allowed) {
        return Outcome.failed(new RequestFailure.InvalidField(
                field, "'" + Shown.text(value) + "' is not one of its values", allowed));
    }
}

package io.lunette.server.http.image;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Image;
import io.lunette.model.Shown;
import io.lunette.server.http.RequestContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Which images a list holds, and in which order: the newest first unless the query says otherwise. */
record ImageQuery(Predicate<Image> filter, Comparator<Image> order, boolean community) {
    private static final Set<String> NO_FILTERS =
            Set.of("limit", "marker", "sort", "sort_key", "sort_dir", "member_status", "os_hidden");

    private static final Map<String, Comparator<Image>> KEYS = Map.of(
            "name", Comparator.comparing(Image::name),
            "id", Comparator.comparing(image -> image.id().toString()),
            "status", Comparator.comparing(Image::status),
            "size", Comparator.comparing(image -> image.sizeBytes().orElse(0L)),
            "disk_format", Comparator.comparing(image -> image.diskFormat().orElse("")),
            "container_format",
                    Comparator.comparing(image -> image.containerFormat().orElse("")),
            "created_at", Comparator.comparing(Image::created),
            "updated_at", Comparator.comparing(Image::updated));

    private static final Comparator<Image> LAST_RESORT =
            Comparator.comparing(image -> image.id().toString());

    static Outcome<ImageQuery> of(RequestContext request) {
        Predicate<Image> filter = image -> true;
        for (String name : request.queryNames()) {
            if (!NO_FILTERS.contains(name)) {
                filter = filter.and(matching(name, request.queries(name)));
            }
        }
        boolean community = request.query("visibility")
                .map(Set.of("community", "all")::contains)
                .orElse(false);
        Predicate<Image> wanted = filter;
        return order(request).map(order -> new ImageQuery(wanted, order, community));
    }

    private static Predicate<Image> matching(String name, List<String> values) {
        if (name.equals("tag")) {
            return image -> image.tags().containsAll(values);
        }
        String value = values.getFirst();
        if (name.equals("visibility") && value.equals("all")) {
            return image -> true;
        }
        List<String> wanted =
                value.startsWith("in:") ? List.of(value.substring(3).split(",", -1)) : List.of(value);
        return image -> wanted.contains(shown(image, name));
    }

    /** An attribute as a query writes it. */
    private static String shown(Image image, String name) {
        return switch (name) {
            case "id" -> image.id().toString();
            case "name" -> image.name();
            case "owner" -> image.project().text();
            case "status" -> Attributes.word(image.status());
            case "visibility" -> Attributes.word(image.visibility());
            case "disk_format" -> image.diskFormat().orElse("");
            case "container_format" -> image.containerFormat().orElse("");
            case "protected" -> Boolean.toString(image.isProtected());
            case "checksum" -> image.md5().orElse("");
            default -> Objects.requireNonNullElse(image.properties().get(name), "");
        };
    }

    private static Outcome<Comparator<Image>> order(RequestContext request) {
        List<String> terms = new ArrayList<>();
        request.query("sort").ifPresent(sort -> terms.addAll(List.of(sort.split(",", -1))));
        if (terms.isEmpty()) {
            String key = request.query("sort_key").orElse("created_at");
            terms.add(key + ":" + request.query("sort_dir").orElse("desc"));
        }
        List<Comparator<Image>> keys = new ArrayList<>();
        for (String term : terms) {
            Comparator<Image> key = KEYS.get(term.replaceFirst(":.*", ""));
            if (key == null) {
                return Outcome.failed(new RequestFailure.InvalidField(
                        "sort", "'" + Shown.text(term) + "' is no key", String.join(", ", KEYS.keySet())));
            }
            keys.add(term.endsWith(":asc") ? key : key.reversed());
        }
        keys.add(LAST_RESORT);
        return Outcome.done(keys.stream().reduce(Comparator::thenComparing).orElse(LAST_RESORT));
    }
}

package io.lunette.server.http;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import io.lunette.server.http.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A part of a list.
 *
 * @param nextUrl where the following part is; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> nextUrl) {
    /** What Nova, Cinder and Glance give at most. */
    public static final int LARGEST = 1000;

    public Page {
        items = List.copyOf(items);
    }

    /** The part of {@code all} that the query's {@code limit} and {@code marker} (the id of the item before) ask for. */
    public static <T> Outcome<Page<T>> of(RequestContext request, List<T> all, Function<T, String> id) {
        return limit(request).then(limit -> start(request, all, id).map(start -> cut(request, all, id, start, limit)));
    }

    /**
     * The part of a list that is itself read by parts.
     *
     * @param atMost reads so many items at most from where the part begins
     * @param marker what tells where the part after an item begins
     */
    public static <T> Outcome<Page<T>> read(
            RequestContext request, IntFunction<List<T>> atMost, Function<T, String> marker) {
        return limit(request).map(limit -> {
            List<T> items = atMost.apply(limit + 1);
            return cut(request, items, marker, 0, limit);
        });
    }

    private static Outcome<Integer> limit(RequestContext request) {
        Optional<String> asked = request.query("limit");
        if (asked.isEmpty()) {
            return Outcome.done(LARGEST);
        }
        try {
            int limit = Integer.parseInt(asked.get());
            if (limit >= 0) {
                return Outcome.done(Math.min(limit, LARGEST));
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        return Outcome.failed(new RequestFailure.InvalidField(
                "limit", "'" + Shown.text(asked.get()) + "' is not a count", "an integer of 0 or more"));
    }

    private static <T> Outcome<Integer> start(RequestContext request, List<T> all, Function<T, String> id) {
        Optional<String> marker = request.query("marker");
        if (marker.isEmpty()) {
            return Outcome.done(0);
        }
        for (int index = 0; index < all.size(); index++) {
            if (id.apply(all.get(index)).equals(marker.get())) {
                return Outcome.done(index + 1);
            }
        }
        return Outcome.failed(new RequestFailure.InvalidField(
                "marker", "marker [" + Shown.text(marker.get()) + "] not found", "the id of an item of the list"));
    }

    private static <T> Page<T> cut(RequestContext request, List<T> all, Function<T, String> id, int start, int limit) {
        int end = Math.min(all.size(), start + limit);
        List<T> items = all.subList(start, end);
        boolean more = end < all.size() && !items.isEmpty();
        return new Page<>(
                items, more ? Optional.of(NextUrl.after(request, id.apply(items.getLast()))) : Optional.empty());
    }

    /** The field {@code servers_links} or the like, where there is a following part. */
    public void writeNext(JsonWriter out, String field) {
        nextUrl.ifPresent(url -> out.array(
                field,
                List.of(url),
                next -> out.object(() -> out.put("rel", "next").put("href", next))));
    }
}

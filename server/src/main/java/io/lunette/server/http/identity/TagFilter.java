package io.lunette.server.http.identity;

import io.lunette.server.http.RequestContext;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** What {@code ?tags=}, {@code tags-any}, {@code not-tags} and {@code not-tags-any} ask for; each takes a list with commas. */
final class TagFilter {
    private TagFilter() {}

    static Predicate<List<String>> of(RequestContext request) {
        return asked(request, "tags", (tags, wanted) -> tags.containsAll(wanted))
                .and(asked(request, "tags-any", TagFilter::any))
                .and(asked(request, "not-tags", (tags, wanted) -> !tags.containsAll(wanted)))
                .and(asked(request, "not-tags-any", (tags, wanted) -> !any(tags, wanted)));
    }

    @FunctionalInterface
    private interface Rule {
        boolean holds(List<String> tags, Collection<String> wanted);
    }

    private static Predicate<List<String>> asked(RequestContext request, String name, Rule rule) {
        return request.query(name)
                .map(text -> List.of(text.split(",", -1)))
                .<Predicate<List<String>>>map(wanted -> tags -> rule.holds(tags, wanted))
                .orElse(tags -> true);
    }

    private static boolean any(Collection<String> tags, Collection<String> wanted) {
        return !Collections.disjoint(tags, wanted);
    }
}

package io.lunette.server.http.identity;

import io.lunette.server.http.RequestContext;
import java.util.Optional;
import java.util.function.Predicate;

/** What {@code ?enabled=} asks for. */
final class EnabledFilter {
    private EnabledFilter() {}

    /** Keystone takes 0 and false, in any case, for no, and every other text for yes. */
    static Predicate<Boolean> of(RequestContext request) {
        Optional<Boolean> asked = request.query("enabled").map(text -> !text.matches("0|(?i)false"));
        return enabled -> asked.isEmpty() || asked.get().equals(enabled);
    }
}

package io.lunette.server.http.json;

import io.lunette.failure.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found wrong with a body; the first one is told. */
final class Problems {
    private @Nullable Failure first;

    void add(Failure failure) {
        if (first == null) {
            first = failure;
        }
    }

    Optional<Failure> first() {
        return Optional.ofNullable(first);
    }
}

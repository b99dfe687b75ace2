package io.lunette.server.http;

import java.util.Locale;
import java.util.Optional;

/** The HTTP methods that routes have. */
public enum Verb {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE;

    static Optional<Verb> of(String method) {
        for (Verb verb : values()) {
            if (verb.name().equals(method.toUpperCase(Locale.ROOT))) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}

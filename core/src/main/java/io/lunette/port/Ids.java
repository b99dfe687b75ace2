package io.lunette.port;

import java.util.UUID;

/** Makes ids; tests make them countable. */
@FunctionalInterface
public interface Ids {
    UUID next();
}

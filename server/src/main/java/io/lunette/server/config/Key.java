package io.lunette.server.config;

import io.lunette.failure.Parsed;
import java.util.function.Function;

/**
 * One setting.
 *
 * @param name with its section: {@code target.portals}
 * @param allowed what may be written there, for whoever wrote something else
 */
record Key<T>(String name, String allowed, Function<String, Parsed<T>> parse) {}

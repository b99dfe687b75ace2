package io.lunette.server.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Values parsed from texts of which there are few, as the flavors and portals of rows: those read last are kept. */
final class Kept<T> {
    private static final int MOST = 256;

    private final Map<String, T> values = new ConcurrentHashMap<>();
    private final Function<String, T> parse;

    Kept(Function<String, T> parse) {
        this.parse = parse;
    }

    T read(String text) {
        T known = values.get(text);
        return known == null ? keep(text) : known;
    }

    private T keep(String text) {
        if (values.size() >= MOST) {
            values.clear();
        }
        T parsed = parse.apply(text);
        values.put(text, parsed);
        return parsed;
    }
}

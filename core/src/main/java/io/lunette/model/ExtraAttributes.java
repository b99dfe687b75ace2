package io.lunette.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was said of a user or project beyond what Lunette knows, such as {@code email}: kept and shown, in order of name. */
public record ExtraAttributes(Map<String, String> values) {
    public static final ExtraAttributes NONE = new ExtraAttributes(Map.of());

    public ExtraAttributes {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** These with {@code changes} made; an empty change takes the attribute away. */
    public ExtraAttributes with(Map<String, Optional<String>> changes) {
        Map<String, String> changed = new TreeMap<>(values);
        changes.forEach(
                (name, value) -> value.ifPresentOrElse(text -> changed.put(name, text), () -> changed.remove(name)));
        return new ExtraAttributes(changed);
    }
}

package io.lunette.server.config;

import io.lunette.failure.Parsed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes settings one by one out of what was written, and remembers every mistake, so that all are told at once. */
final class SettingsReading {
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Of two entries for one key the later one counts. */
    SettingsReading(Collection<Entry> entries) {
        for (Entry entry : entries) {
            this.entries.put(entry.key(), entry);
            if (!Keys.names().contains(entry.key())) {
                mistakes.add(new Mistake(entry.where(), entry.key(), "there is no such setting", allowedFor(entry)));
            }
        }
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    boolean isMistaken(Key<?> key) {
        return mistakes.stream().anyMatch(mistake -> mistake.key().equals(key.name()));
    }

    <T> Optional<T> optional(Key<T> key) {
        Entry entry = entries.get(key.name());
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.values().size() != 1) {
            mistake(entry, key, "this is a list, and one value is wanted");
            return Optional.empty();
        }
        return value(key, entry, entry.values().getFirst());
    }

    <T> T get(Key<T> key, T otherwise) {
        return optional(key).orElse(otherwise);
    }

    /** One or several values; never none. */
    <T> List<T> list(Key<T> key, List<T> otherwise) {
        Entry entry = entries.get(key.name());
        if (entry == null) {
            return otherwise;
        }
        if (entry.values().isEmpty()) {
            mistake(entry, key, "the list is empty");
        }
        return entry.values().stream()
                .flatMap(text -> value(key, entry, text).stream())
                .toList();
    }

    /** Makes a mistake of the key wherever it was set. */
    void refuse(Key<?> key, String problem, String allowed) {
        Entry entry = entries.get(key.name());
        if (entry != null) {
            mistakes.add(new Mistake(entry.where(), key.name(), problem, allowed));
        }
    }

    private <T> Optional<T> value(Key<T> key, Entry entry, String text) {
        if (text.isEmpty()) {
            mistake(entry, key, "it has no value");
            return Optional.empty();
        }
        return switch (key.parse().apply(text)) {
            case Parsed.Valid<T> valid -> Optional.of(valid.value());
            case Parsed.Invalid<T> invalid -> {
                mistake(entry, key, invalid.problem());
                yield Optional.empty();
            }
        };
    }

    private void mistake(Entry entry, Key<?> key, String problem) {
        mistakes.add(new Mistake(entry.where(), key.name(), problem, key.allowed()));
    }

    private static String allowedFor(Entry unknown) {
        return NearestName.of(unknown.key(), Keys.names())
                .map(name -> name + " (is that what was meant?)")
                .orElseGet(() -> String.join(", ", Keys.names()));
    }
}

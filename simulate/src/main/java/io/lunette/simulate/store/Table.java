package io.lunette.simulate.store;

import io.lunette.failure.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rows by key within a {@link Memory}. Each change copies the table: it is meant for hundreds of rows. */
final class Table<K, V> {
    private final Memory memory;

    Table(Memory memory) {
        this.memory = memory;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows().get(key));
    }

    boolean has(K key) {
        return rows().containsKey(key);
    }

    Stream<V> stream() {
        return rows().values().stream();
    }

    boolean any(Predicate<V> condition) {
        return stream().anyMatch(condition);
    }

    void put(K key, V row) {
        change(rows -> rows.put(key, row));
    }

    /** {@code false}, and nothing written, when the key is taken. */
    boolean insert(K key, V row) {
        return memory.atomically(() -> {
            if (has(key)) {
                return false;
            }
            put(key, row);
            return true;
        });
    }

    /** {@code false}, and nothing written, when there is no such row or it does not meet the condition. */
    boolean replaceIf(K key, Predicate<V> condition, V row) {
        return memory.atomically(() -> {
            boolean may = find(key).filter(condition).isPresent();
            if (may) {
                put(key, row);
            }
            return may;
        });
    }

    boolean remove(K key) {
        return removeIf(key, row -> true);
    }

    /** {@code false}, and nothing removed, when there is no such row or it does not meet the condition. */
    boolean removeIf(K key, Predicate<V> condition) {
        return memory.atomically(() -> {
            boolean may = find(key).filter(condition).isPresent();
            if (may) {
                change(rows -> rows.remove(key));
            }
            return may;
        });
    }

    /** How many rows met the condition and went. */
    int removeAll(Predicate<V> condition) {
        return memory.atomically(() -> {
            int before = rows().size();
            change(rows -> rows.values().removeIf(condition));
            return before - rows().size();
        });
    }

    private void change(Consumer<Map<K, V>> how) {
        memory.atomically(() -> {
            Map<K, V> copy = new HashMap<>(rows());
            how.accept(copy);
            memory.replace(this, copy);
            return Unit.UNIT;
        });
    }

    @SuppressWarnings("unchecked") // replace() puts only this table's own rows under it
    private Map<K, V> rows() {
        return (Map<K, V>) memory.rows(this);
    }
}

package io.lunette.usecase.recover;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a search gave, and what it found and could not read.
 *
 * @param left sentences for people
 */
record Found<T>(List<T> items, List<Left> left) {
    Found {
        items = List.copyOf(items);
        left = List.copyOf(left);
    }

    static <T> Found<T> one(T item) {
        return new Found<>(List.of(item), List.of());
    }

    static <T> Found<T> nothing() {
        return new Found<>(List.of(), List.of());
    }

    static <T> Found<T> unreadable(List<Left> left) {
        return new Found<>(List.of(), left);
    }

    Found<T> and(Found<T> more) {
        return new Found<>(
                Stream.concat(items.stream(), more.items.stream()).toList(),
                Stream.concat(left.stream(), more.left.stream()).toList());
    }
}

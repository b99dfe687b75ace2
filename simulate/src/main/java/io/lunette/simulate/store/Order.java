package io.lunette.simulate.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;

/** The orders in which the store port promises its lists. */
final class Order {
    /** As databases compare UTF-8; {@link String#compareTo} puts an emoji before U+E000. */
    static final Comparator<String> BY_CODE_POINT = (left, right) ->
            Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());

    private Order() {}

    /** Oldest first; ids by their text, because {@link java.util.UUID#compareTo} takes them for signed numbers. */
    static <T> Comparator<T> byCreation(Function<T, Instant> created, Function<T, ?> id) {
        return Comparator.comparing(created).thenComparing(row -> String.valueOf(id.apply(row)));
    }

    static <T> Comparator<T> byText(Function<T, String> text) {
        return Comparator.comparing(text, BY_CODE_POINT);
    }
}

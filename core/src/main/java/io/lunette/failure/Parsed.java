package io.lunette.failure;

import java.util.Optional;
import java.util.function.Function;

/** A value read from text at the edge, or what is wrong with the text (a clause, without the name of the field). */
public sealed interface Parsed<T> {

    record Valid<T>(T value) implements Parsed<T> {}

    record Invalid<T>(String problem) implements Parsed<T> {}

    static <T> Parsed<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Parsed<T> invalid(String problem) {
        return new Invalid<>(problem);
    }

    default <U> Parsed<U> map(Function<? super T, ? extends U> change) {
        return switch (this) {
            case Valid<T> valid -> valid(change.apply(valid.value()));
            case Invalid<T> invalid -> invalid(invalid.problem());
        };
    }

    /** The value, or the failure made of the problem. */
    default Outcome<T> orFail(Function<String, Failure> failure) {
        return switch (this) {
            case Valid<T> valid -> Outcome.done(valid.value());
            case Invalid<T> invalid -> Outcome.failed(failure.apply(invalid.problem()));
        };
    }

    default Optional<T> toOptional() {
        return this instanceof Valid<T> valid ? Optional.of(valid.value()) : Optional.empty();
    }

    /** The value of a text that the program itself wrote; anything else is a bug. */
    default T get() {
        return switch (this) {
            case Valid<T> valid -> valid.value();
            case Invalid<T> invalid -> throw new IllegalArgumentException(invalid.problem());
        };
    }
}

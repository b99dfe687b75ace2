package io.lunette.failure;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The result of work that may be refused: a value, or the failure that says why there is none. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Failed<T>(Failure failure) implements Outcome<T> {
        /** The same failure where another value was hoped for. */
        public <U> Outcome<U> as() {
            return new Failed<>(failure);
        }
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static Outcome<Unit> done() {
        return new Done<>(Unit.UNIT);
    }

    static <T> Outcome<T> failed(Failure failure) {
        return new Failed<>(failure);
    }

    /** The value if present, else {@code failure}. */
    static <T> Outcome<T> of(Optional<T> value, Failure failure) {
        return value.<Outcome<T>>map(Done::new).orElseGet(() -> new Failed<>(failure));
    }

    default <U> Outcome<U> then(Function<? super T, Outcome<U>> next) {
        return switch (this) {
            case Done<T> done -> next.apply(done.value());
            case Failed<T> failed -> failed.as();
        };
    }

    default <U> Outcome<U> map(Function<? super T, ? extends U> change) {
        return then(value -> done(change.apply(value)));
    }

    default Outcome<T> ifDone(Consumer<? super T> action) {
        if (this instanceof Done<T> done) {
            action.accept(done.value());
        }
        return this;
    }

    default Outcome<T> ifFailed(Consumer<? super Failure> action) {
        if (this instanceof Failed<T> failed) {
            action.accept(failed.failure());
        }
        return this;
    }

    default boolean isDone() {
        return this instanceof Done<T>;
    }

    /** The value; for callers that have ruled failure out. A failure here is a bug, so it is thrown. */
    default T get() {
        return switch (this) {
            case Done<T> done -> done.value();
            case Failed<T> failed ->
                throw new IllegalStateException(failed.failure().sentence());
        };
    }

    default Optional<Failure> failureIfAny() {
        return this instanceof Failed<T> failed ? Optional.of(failed.failure()) : Optional.empty();
    }
}

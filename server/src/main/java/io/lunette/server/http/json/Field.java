package io.lunette.server.http.json;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field of a body: its value, once {@link JsonFields#outcome} has found nothing wrong with the body. */
public final class Field<T> implements Supplier<T> {
    private final @Nullable T value;

    private Field(@Nullable T value) {
        this.value = value;
    }

    static <T> Field<T> of(T value) {
        return new Field<>(value);
    }

    /** A field that this version of a call does not have; where it is given all the same, it is an unknown one. */
    public static <T> Field<Optional<T>> absent() {
        return new Field<>(Optional.empty());
    }

    /** The field whose problem the body's outcome tells. */
    static <T> Field<T> refused() {
        return new Field<>(null);
    }

    /** What the value says, in other words. */
    public <U> Field<U> map(Function<T, U> change) {
        return value == null ? refused() : of(change.apply(value));
    }

    boolean isRefused() {
        return value == null;
    }

    /** Throws when the body was refused: then only a bug asks. */
    @Override
    public T get() {
        if (value == null) {
            throw new NoSuchElementException("the body was refused; its outcome says why");
        }
        return value;
    }
}

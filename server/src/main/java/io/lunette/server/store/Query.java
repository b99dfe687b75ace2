package io.lunette.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One run of a prepared statement. */
final class Query {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Session.Prepared prepared;
    private final SqlErrors errors;
    private final BitSet set = new BitSet();

    Query(Session.Prepared prepared, SqlErrors errors) {
        this.prepared = prepared;
        this.errors = errors;
    }

    /** An instant in the schema's form; those beyond 1677 and 2262 do not fit. */
    static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    /** {@code value} is text, a number, a boolean, an instant, an enum's constant, or an optional one of these. */
    Query set(String name, Object value) {
        boolean known = false;
        for (int index = 0; index < prepared.names().size(); index++) {
            if (prepared.names().get(index).equals(name)) {
                bind(index, value);
                known = true;
            }
        }
        if (!known) {
            throw new IllegalArgumentException("the statement has no parameter :" + name);
        }
        return this;
    }

    private void bind(int index, Object value) {
        int position = index + 1;
        try {
            PreparedStatement statement = prepared.statement();
            switch (value) {
                case Optional<?> optional when optional.isPresent() -> bind(index, optional.get());
                case Optional<?> empty -> statement.setNull(position, Types.NULL);
                case String text -> statement.setString(position, text);
                case Integer number -> statement.setInt(position, number);
                case Long number -> statement.setLong(position, number);
                case Boolean flag -> statement.setBoolean(position, flag);
                case Instant instant -> statement.setLong(position, nanos(instant));
                case Enum<?> constant -> statement.setString(position, constant.name());
                default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
            }
            set.set(index);
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    /** Runs it; how many rows it changed. */
    int update() {
        requireAllSet();
        try {
            return prepared.statement().executeUpdate();
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    <T> List<T> list(Function<Row, T> reader) {
        requireAllSet();
        List<T> found = new ArrayList<>();
        try (ResultSet rows = prepared.statement().executeQuery()) {
            Row row = new Row(rows, errors);
            while (rows.next()) {
                found.add(reader.apply(row));
            }
            return found;
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    /** The first row, if there is any. */
    <T> Optional<T> first(Function<Row, T> reader) {
        return list(reader).stream().findFirst();
    }

    // A kept statement keeps its values too: one that was not set anew would be that of another row.
    private void requireAllSet() {
        if (set.cardinality() != prepared.names().size()) {
            throw new IllegalStateException(
                    "the parameter :" + prepared.names().get(set.nextClearBit(0)) + " was not set");
        }
    }
}

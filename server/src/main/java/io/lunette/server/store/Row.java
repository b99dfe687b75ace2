package io.lunette.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The row that a query is at, by the names of its columns. */
final class Row {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ResultSet rows;
    private final SqlErrors errors;

    Row(ResultSet rows, SqlErrors errors) {
        this.rows = rows;
        this.errors = errors;
    }

    String text(String column) {
        return optionalText(column).orElseThrow(() -> new IllegalStateException("column " + column + " is empty"));
    }

    Optional<String> optionalText(String column) {
        try {
            return Optional.ofNullable(rows.getString(column));
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    long number(String column) {
        try {
            return rows.getLong(column);
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    Optional<Long> optionalNumber(String column) {
        try {
            long number = rows.getLong(column);
            return rows.wasNull() ? Optional.empty() : Optional.of(number);
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    int integer(String column) {
        return Math.toIntExact(number(column));
    }

    Optional<Integer> optionalInteger(String column) {
        return optionalNumber(column).map(Math::toIntExact);
    }

    boolean flag(String column) {
        try {
            return rows.getBoolean(column);
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    Instant instant(String column) {
        return instant(number(column));
    }

    Optional<Instant> optionalInstant(String column) {
        return optionalNumber(column).map(Row::instant);
    }

    UUID uuid(String column) {
        return UUID.fromString(text(column));
    }

    Optional<UUID> optionalUuid(String column) {
        return optionalText(column).map(UUID::fromString);
    }

    <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}

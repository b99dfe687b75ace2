package io.lunette.server.work;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.Queries;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** db-scheduler's rows in the form of the store's others, which is one for both databases: instants are nanoseconds. */
final class NanosecondColumns extends DefaultJdbcCustomization {
    NanosecondColumns() {
        super(true);
    }

    @Override
    public String getName() {
        return "Lunette";
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(
                    index, Math.addExact(TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano()));
        }
    }

    @Override
    public @Nullable Instant getInstant(ResultSet rows, String column) throws SQLException {
        long nanos = rows.getLong(column);
        return rows.wasNull() ? null : Instant.EPOCH.plusNanos(nanos);
    }

    /** What is to be done is in the journal; a row here has no data but its id. */
    @Override
    public void setTaskData(PreparedStatement statement, int index, byte @Nullable [] data) throws SQLException {
        statement.setNull(index, Types.VARCHAR);
    }

    @Override
    public byte @Nullable [] getTaskData(ResultSet rows, String column) {
        return null;
    }

    @Override
    public String getQueryLimitPart(int limit) {
        return Queries.postgresSqlLimitPart(limit);
    }
}

package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.failure.Unit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens a PostgreSQL database as one whose schema is right. */
final class PostgresDatabase {
    // Text is compared and ordered by code point whatever the database's own language is. Under the writers' lock,
    // because
    // several controllers may start at once.
    private static final String ORDER_BY_CODE_POINT = """
            DO $$
            DECLARE
                plain record;
            BEGIN
                PERFORM pg_advisory_xact_lock(%d);
                FOR plain IN
                    SELECT table_name, string_agg(format('ALTER COLUMN %%I TYPE text COLLATE "C"', column_name), ', ') AS changes
                    FROM information_schema.columns
                    WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS NULL
                    GROUP BY table_name
                LOOP
                    EXECUTE format('ALTER TABLE %%I %%s', plain.table_name, plain.changes);
                END LOOP;
            END $$
            """.formatted(PostgresWriter.LOCK);

    private final PostgresAddress address;
    private final Duration patience;
    private final SqlErrors errors = new PostgresErrors();

    PostgresDatabase(PostgresAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    Outcome<Database> open() {
        PostgresPools pools = new PostgresPools(address, patience);
        PGSimpleDataSource source = pools.unhurried();
        try (Connection connection = source.getConnection()) {
            String encoding = first(connection, "SHOW server_encoding");
            if (!encoding.equals("UTF8")) {
                return Outcome.failed(new StoreFailure.WrongEncoding(address.toString(), encoding));
            }
            Outcome<Unit> schema = Schema.bringUp(connection, source, address.toString());
            if (schema.isDone()) {
                execute(connection, ORDER_BY_CODE_POINT);
            }
            return schema.map(right -> database(pools));
        } catch (SQLException | FlywayException problem) {
            return Outcome.failed(
                    new StoreFailure.DatabaseUnusable(address.toString(), String.valueOf(problem.getMessage())));
        }
    }

    private Database database(PostgresPools pools) {
        return new OneWriter(
                new PostgresWriter(pools.writers(), errors, patience),
                new PostgresReaders(pools.readers(), errors),
                errors,
                patience);
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

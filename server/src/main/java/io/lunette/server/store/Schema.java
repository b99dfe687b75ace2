package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.failure.Unit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema that this program knows. */
final class Schema {
    private static final String HISTORY = "flyway_schema_history";
    private static final int NONE = 0;

    private Schema() {}

    /**
     * Makes or migrates the schema where that is needed; refuses a newer one, and tables of another program.
     *
     * @param database what messages call the database
     */
    static Outcome<Unit> bringUp(Connection connection, DataSource same, String database) throws SQLException {
        Set<String> tables = tables(connection);
        Outcome<Integer> known = tables.isEmpty() ? Outcome.done(NONE) : known(connection, database);
        // Most starts find the right schema. Flyway takes long to load, so it is not even loaded then.
        return known.map(found -> {
            if (found < Migrations.NEWEST) {
                migrate(same);
            }
            return Unit.UNIT;
        });
    }

    /** The number of its schema; refuses a newer one, and what is no state of Lunette. */
    static Outcome<Integer> known(Connection connection, String database) throws SQLException {
        Set<String> tables = tables(connection);
        if (!tables.contains(HISTORY)) {
            return Outcome.failed(new StoreFailure.NotAState(
                    database, tables.isEmpty() ? "it has no tables" : "it is the database of another program"));
        }
        int found = version(connection);
        return found > Migrations.NEWEST
                ? Outcome.failed(new StoreFailure.NewerSchema(database, found, Migrations.NEWEST))
                : Outcome.done(found);
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("""
                    SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC
                    """)) {
            return last.next() ? Integer.parseInt(last.getString("version")) : NONE;
        }
    }

    private static void migrate(DataSource source) {
        Migrations migrations = new Migrations();
        Flyway.configure()
                .dataSource(source)
                .resourceProvider(migrations)
                .javaMigrationClassProvider(Set::of)
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }
}

package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.port.StoreCopies;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** Opens a state file as a database whose schema is right. */
final class SqliteFile {
    private static final int READERS = 4;

    private final Path file;
    private final Duration patience;
    private final SqlErrors errors = new SqliteErrors();

    SqliteFile(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    Outcome<Database> open() {
        try {
            SqliteLibrary.load();
            Connection connection = connect();
            Outcome<Database> database =
                    Schema.bringUp(connection, dataSource(), file.toString()).map(schema -> database(connection));
            if (!database.isDone()) {
                connection.close();
            }
            return database;
        } catch (SQLException | FlywayException problem) {
            return Outcome.failed(failure(problem));
        }
    }

    StoreCopies copies() {
        return new SqliteCopies(file, dataSource(), errors);
    }

    private Database database(Connection connection) {
        Readers readers = new SqliteReaders(READERS, patience, this::openReader);
        return new OneWriter(new SqliteWriter(new Session(connection, errors)), readers, errors, patience);
    }

    private Session openReader() {
        try {
            Connection connection = connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
            return new Session(connection, errors);
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    private Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    private SQLiteDataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // FULL: a commit is on the disk when it returns. NORMAL would lose the last ones in a power cut, which we have
        // told clients were done (sqlite.org/pragma.html#pragma_synchronous).
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        // A URI, because a '?' in a plain path would begin the driver's settings.
        source.setUrl("jdbc:sqlite:" + file.toUri());
        return source;
    }

    private StoreFailure failure(Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && SqliteErrors.isNoDatabase(sql)) {
                return new StoreFailure.NotAState(file.toString(), "it is not an SQLite database");
            }
        }
        return new StoreFailure.CannotOpen(file.toString(), String.valueOf(problem.getMessage()));
    }
}

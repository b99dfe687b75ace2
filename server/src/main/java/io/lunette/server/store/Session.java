package io.lunette.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One connection with its prepared statements, which it keeps: the program has some sixty, and preparing one costs more
 * than running it. Used by one thread at a time.
 */
final class Session implements AutoCloseable {
    private static final Kept<NamedSql> PARSED = new Kept<>(NamedSql::parse);

    private final Connection connection;
    private final SqlErrors errors;
    private final Map<String, Prepared> statements = new HashMap<>();

    Session(Connection connection, SqlErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    Connection connection() {
        return connection;
    }

    /** A statement whose {@code :names} are to be set, each, before it is run. */
    Query sql(String text) {
        return new Query(prepared(text), problem -> failed(text, problem));
    }

    // The driver finalizes a statement that failed, and after that refuses to run it: the next run prepares it anew.
    private RuntimeException failed(String text, SQLException problem) {
        Prepared failed = statements.remove(text);
        if (failed != null) {
            try {
                failed.statement().close();
            } catch (SQLException second) {
                problem.addSuppressed(second);
            }
        }
        return errors.translate(problem);
    }

    private Prepared prepared(String text) {
        Prepared known = statements.get(text);
        if (known != null) {
            return known;
        }
        Prepared made = prepare(text);
        statements.put(text, made);
        return made;
    }

    // The statement lives as long as the connection, and is closed with it.
    private Prepared prepare(String text) {
        NamedSql sql = PARSED.read(text);
        try {
            return new Prepared(connection.prepareStatement(sql.positional()), sql.names());
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    record Prepared(PreparedStatement statement, List<String> names) {}
}

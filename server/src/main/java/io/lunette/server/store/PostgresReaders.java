package io.lunette.server.store;

import com.zaxxer.hikari.HikariDataSource;
import io.lunette.port.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** A pool's connections, whose every statement sees what was committed before it. */
final class PostgresReaders implements Readers {
    private final HikariDataSource pool;
    private final SqlErrors errors;

    PostgresReaders(HikariDataSource pool, SqlErrors errors) {
        this.pool = pool;
        this.errors = errors;
    }

    @Override
    public <T> T use(Function<Session, T> work) {
        // The pool takes a connection that was used a moment ago for a living one. Reading again is safe.
        for (int left = pool.getMaximumPoolSize(); ; left--) {
            Connection connection = connection();
            try {
                return work.apply(new Session(connection, errors));
            } catch (StoreUnavailable problem) {
                if (left == 0 || !PostgresErrors.meansGone(problem)) {
                    throw problem;
                }
            } finally {
                giveBack(connection);
            }
        }
    }

    private Connection connection() {
        if (pool.isClosed()) {
            throw new StoreUnavailable("the store is closed");
        }
        try {
            return pool.getConnection();
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    private void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.lunette.server.store;

import com.zaxxer.hikari.HikariDataSource;
import io.lunette.port.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions that hold one advisory lock of the database, so that one controller writes at a time, as one thread of
 * SQLite does. Rules that span rows then need no thought of other controllers: nothing that was read within changes before
 * the commit, and nothing is ever rolled back for the sake of another.
 */
final class PostgresWriter implements Writer {
    /** "Lunette" in ASCII: advisory locks are numbers, and each database has its own. */
    static final long LOCK = 0x4c_75_6e_65_74_74_65L;

    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final HikariDataSource pool;
    private final SqlErrors errors;
    private final Duration patience;

    PostgresWriter(HikariDataSource pool, SqlErrors errors, Duration patience) {
        this.pool = pool;
        this.errors = errors;
        this.patience = patience;
    }

    @Override
    public Transaction begin(Durability durability) {
        // The pool takes a connection that was used a moment ago for a living one. Nothing has been written yet.
        for (int left = pool.getMaximumPoolSize(); ; left--) {
            Begun begun = new Begun(connection());
            try {
                begun.begin(durability);
                return begun;
            } catch (RuntimeException problem) {
                begun.close();
                if (left == 0 || !PostgresErrors.meansGone(problem)) {
                    throw problem;
                }
            }
        }
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }

    @Override
    public Connection borrow() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }

    private final class Begun implements Transaction {
        private final Connection connection;
        private final Session session;
        private String number = "";

        Begun(Connection connection) {
            this.connection = connection;
            this.session = new Session(connection, errors);
        }

        void begin(Durability durability) {
            run(() -> connection.setAutoCommit(false));
            // Each later statement sees what was committed before it began, so all that happened before our turn.
            number = session.sql("""
                            SELECT pg_advisory_xact_lock(:lock), set_config('synchronous_commit', :commit, true),
                                pg_current_xact_id()::text AS number
                            """)
                    .set("lock", LOCK)
                    .set("commit", durability == Durability.LOOSE ? "off" : "on")
                    .first(row -> row.text("number"))
                    .orElseThrow();
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public void commit() {
            try {
                connection.commit();
            } catch (SQLException problem) {
                RuntimeException translated = errors.translate(problem);
                // The server may have committed, and only its answer been lost.
                if (!PostgresErrors.meansGone(translated) || !wasCommitted()) {
                    throw translated;
                }
            }
        }

        private boolean wasCommitted() {
            long deadline = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < deadline) {
                String state = askState();
                if (!state.equals("in progress")) {
                    return state.equals("committed");
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
            throw new StoreUnavailable(
                    "The connection was lost while work was committed, and whether it was is not known");
        }

        private String askState() {
            try (Connection other = connection()) {
                return new Session(other, errors)
                        .sql("SELECT pg_xact_status(:number::xid8) AS state")
                        .set("number", number)
                        .first(row -> row.optionalText("state").orElse("in progress"))
                        .orElse("in progress");
            } catch (StoreUnavailable | SQLException notYet) {
                return "in progress";
            }
        }

        @Override
        public void rollBack() {
            run(connection::rollback);
        }

        /** The pool rolls back what is still open, and drops a connection that is broken. */
        @Override
        public void close() {
            run(connection::close);
        }

        private void run(Action action) {
            try {
                action.run();
            } catch (SQLException problem) {
                throw errors.translate(problem);
            }
        }
    }

    private interface Action {
        void run() throws SQLException;
    }
}

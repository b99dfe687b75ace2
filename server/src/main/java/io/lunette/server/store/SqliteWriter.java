package io.lunette.server.store;

import java.sql.Connection;

/** One connection to an SQLite file, whose transactions keep every other one from writing (sqlite.org/lang_transaction.html). */
final class SqliteWriter implements Writer {
    private final Session session;

    SqliteWriter(Session session) {
        this.session = session;
    }

    @Override
    public Transaction begin(Durability durability) {
        // The next commit that waits for the disk takes a loose one along: SQLite's log is written in order.
        if (durability == Durability.LOOSE) {
            run("PRAGMA synchronous = NORMAL");
        }
        Transaction transaction = new Begun(durability);
        try {
            run("BEGIN IMMEDIATE");
            return transaction;
        } catch (RuntimeException problem) {
            transaction.close();
            throw problem;
        }
    }

    @Override
    public Connection borrow() {
        return LentConnection.of(session.connection(), () -> {});
    }

    /** The last connection to close writes the log back into the file. */
    @Override
    public void close() {
        session.close();
    }

    private void run(String sql) {
        session.sql(sql).update();
    }

    private final class Begun implements Transaction {
        private final Durability durability;

        Begun(Durability durability) {
            this.durability = durability;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public void commit() {
            run("COMMIT");
        }

        @Override
        public void rollBack() {
            run("ROLLBACK");
        }

        @Override
        public void close() {
            if (durability == Durability.LOOSE) {
                run("PRAGMA synchronous = FULL");
            }
        }
    }
}

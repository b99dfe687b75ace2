package io.lunette.server.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Where this process writes: one transaction after the other, each begun while the one before has been closed. */
interface Writer extends AutoCloseable {

    /** Begins a transaction that no other process writes beside. */
    Transaction begin(Durability durability);

    /** A connection without a transaction, for a thread that has the turn to write; {@link Connection#close} gives it back. */
    Connection borrow() throws SQLException;

    @Override
    void close();

    interface Transaction extends AutoCloseable {
        Session session();

        void commit();

        void rollBack();

        /** Gives back what it had; to be called once, after the commit or the roll-back. */
        @Override
        void close();
    }
}

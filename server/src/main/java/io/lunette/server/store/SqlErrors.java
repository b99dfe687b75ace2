package io.lunette.server.store;

import java.sql.SQLException;

/** Tells the errors of one kind of database apart. */
interface SqlErrors {

    /**
     * {@link io.lunette.port.StoreUnavailable} when the database cannot be used now, {@link IllegalStateException} when a
     * row breaks the schema's rules or the SQL is wrong.
     */
    RuntimeException translate(SQLException problem);
}

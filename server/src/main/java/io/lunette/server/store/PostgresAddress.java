package io.lunette.server.store;

import java.util.Optional;

/**
 * Where a PostgreSQL database is, and as whom.
 *
 * @param sslMode as libpq calls it: disable, prefer, require, verify-ca, verify-full
 * @param password empty where the server asks for none
 */
public record PostgresAddress(
        String user, String host, int port, String database, String sslMode, Optional<String> password) {

    /** As messages name it: never with the password. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                + database;
    }
}

package io.lunette.server.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the store is. */
public sealed interface StoreLocation {

    /** An SQLite file. */
    record SqliteFile(Path path) implements StoreLocation {}

    /**
     * A PostgreSQL database, which several controllers may share.
     *
     * @param sslMode as libpq calls it: disable, prefer, require, verify-ca, verify-full
     * @param password empty where the server asks for none
     */
    record Postgres(String user, String host, int port, String database, String sslMode, Optional<Secret> password)
            implements StoreLocation {
        /** As one writes it, without the password. */
        public String address() {
            return "postgresql://" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                    + database;
        }

        Postgres withPassword(Optional<Secret> known) {
            return new Postgres(user, host, port, database, sslMode, known);
        }
    }
}

package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import java.util.Optional;

/** Brings together a store and the key of its secrets. */
final class SecretKey {
    /** What is sealed in the row that tells the right key. */
    private static final String KNOWN = "the secrets of a store of Lunette";

    private SecretKey() {}

    /**
     * The key of this store, made where both are new. A store with secrets is not used without its key, nor with another:
     * {@code StoreFailure.KeyMissing}, {@code StoreFailure.KeyDoesNotFit}.
     *
     * @param name what messages call the store
     * @param alone nobody else has the store: one without secrets may change its key, as a backup does that is opened
     *     elsewhere
     */
    static Outcome<SecretBox> of(Database database, SecretKeyFile file, String name, boolean alone) {
        boolean mayChange = alone && !hasSecrets(database);
        if (!file.isThere() && sealed(database).isPresent() && !mayChange) {
            return Outcome.failed(new StoreFailure.KeyMissing(name, file.path().toString()));
        }
        return (file.isThere() ? file.read() : file.make()).then(box -> {
            if (mayChange && !fits(database, box)) {
                database.write(session -> session.sql("DELETE FROM secret_key").update());
            }
            keep(database, box);
            return fits(database, box)
                    ? Outcome.done(box)
                    : Outcome.failed(
                            new StoreFailure.KeyDoesNotFit(name, file.path().toString()));
        });
    }

    private static boolean fits(Database database, SecretBox box) {
        return sealed(database).flatMap(known -> box.open(known, KNOWN)).isPresent();
    }

    private static boolean hasSecrets(Database database) {
        return database.read(session -> session.sql("SELECT 1 AS one FROM chap_accounts LIMIT 1")
                .first(row -> row.integer("one"))
                .isPresent());
    }

    private static Optional<String> sealed(Database database) {
        return database.read(session ->
                session.sql("SELECT sealed FROM secret_key WHERE id = 1").first(row -> row.text("sealed")));
    }

    /** Of two controllers that are the first at a time, one has made the store its own. */
    private static void keep(Database database, SecretBox box) {
        if (sealed(database).isEmpty()) {
            database.write(session -> session.sql(
                            "INSERT INTO secret_key (id, sealed) VALUES (1, :sealed) ON CONFLICT DO NOTHING")
                    .set("sealed", box.seal(KNOWN, KNOWN))
                    .update());
        }
    }
}

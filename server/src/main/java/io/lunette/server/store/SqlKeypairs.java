package io.lunette.server.store;

import io.lunette.model.Keypair;
import io.lunette.model.UserId;
import io.lunette.port.Keypairs;
import java.util.List;
import java.util.Optional;

final class SqlKeypairs implements Keypairs {
    private final Database database;

    SqlKeypairs(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Keypair keypair) {
        return database.write(session -> session.sql("""
                                INSERT INTO keypairs (user_id, name, type, public_key, fingerprint, created)
                                VALUES (:user_id, :name, :type, :public_key, :fingerprint, :created)
                                ON CONFLICT DO NOTHING
                                """)
                        .set("user_id", keypair.user().text())
                        .set("name", keypair.name())
                        .set("type", keypair.type())
                        .set("public_key", keypair.publicKey())
                        .set("fingerprint", keypair.fingerprint())
                        .set("created", keypair.created())
                        .update()
                == 1);
    }

    @Override
    public Optional<Keypair> find(UserId user, String name) {
        return database.read(session -> session.sql("SELECT * FROM keypairs WHERE user_id = :user_id AND name = :name")
                .set("user_id", user.text())
                .set("name", name)
                .first(SqlKeypairs::read));
    }

    @Override
    public List<Keypair> list(UserId user) {
        return database.read(session -> session.sql("SELECT * FROM keypairs WHERE user_id = :user_id ORDER BY name")
                .set("user_id", user.text())
                .list(SqlKeypairs::read));
    }

    @Override
    public boolean remove(UserId user, String name) {
        return database.write(session -> session.sql("DELETE FROM keypairs WHERE user_id = :user_id AND name = :name")
                        .set("user_id", user.text())
                        .set("name", name)
                        .update()
                == 1);
    }

    private static Keypair read(Row row) {
        return new Keypair(
                new UserId(row.text("user_id")),
                row.text("name"),
                row.text("type"),
                row.text("public_key"),
                row.text("fingerprint"),
                row.instant("created"));
    }
}

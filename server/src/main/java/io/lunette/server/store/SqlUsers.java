package io.lunette.server.store;

import io.lunette.model.ExtraAttributes;
import io.lunette.model.User;
import io.lunette.model.UserId;
import java.util.List;
import java.util.Optional;

/** The users' part of {@link io.lunette.port.Identities}. */
final class SqlUsers {
    private final Database database;

    SqlUsers(Database database) {
        this.database = database;
    }

    boolean insert(User user) {
        return database.write(session -> write(session.sql("""
                                    INSERT INTO users (id, name, description, password_hash, enabled, extra)
                                    VALUES (:id, :name, :description, :password_hash, :enabled, :extra)
                                    ON CONFLICT DO NOTHING
                                    """), user).update() == 1);
    }

    Optional<User> find(UserId id) {
        return database.read(session -> session.sql("SELECT * FROM users WHERE id = :id")
                .set("id", id.text())
                .first(SqlUsers::read));
    }

    Optional<User> findByName(String name) {
        return database.read(session -> session.sql("SELECT * FROM users WHERE name = :name")
                .set("name", name)
                .first(SqlUsers::read));
    }

    List<User> list() {
        return database.read(
                session -> session.sql("SELECT * FROM users ORDER BY name").list(SqlUsers::read));
    }

    boolean update(User user) {
        return database.write(session -> write(session.sql("""
                                    UPDATE users SET
                                        name = :name, description = :description, password_hash = :password_hash,
                                        enabled = :enabled, extra = :extra
                                    WHERE id = :id
                                        AND NOT EXISTS (SELECT 1 FROM users WHERE name = :name AND id <> :id)
                                    """), user).update() == 1);
    }

    boolean remove(UserId id) {
        return database.write(session -> session.sql("DELETE FROM users WHERE id = :id")
                        .set("id", id.text())
                        .update()
                == 1);
    }

    private static Query write(Query query, User user) {
        return query.set("id", user.id().text())
                .set("name", user.name())
                .set("description", user.description())
                .set("password_hash", user.passwordHash())
                .set("enabled", user.enabled())
                .set("extra", Json.text(Json.of(user.extra().values())));
    }

    static ExtraAttributes extra(Row row) {
        return new ExtraAttributes(Json.map(Json.tree(row.text("extra"))));
    }

    private static User read(Row row) {
        return new User(
                new UserId(row.text("id")),
                row.text("name"),
                row.text("description"),
                row.text("password_hash"),
                row.flag("enabled"),
                extra(row));
    }
}

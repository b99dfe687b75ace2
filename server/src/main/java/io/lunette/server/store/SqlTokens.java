package io.lunette.server.store;

import io.lunette.model.ProjectId;
import io.lunette.model.Token;
import io.lunette.model.UserId;
import java.time.Instant;
import java.util.Optional;

/** The tokens' part of {@link io.lunette.port.Identities}. */
final class SqlTokens {
    private final Database database;

    SqlTokens(Database database) {
        this.database = database;
    }

    void insert(Token token) {
        database.write(session -> session.sql("""
                        INSERT INTO tokens (digest, audit_id, user_id, project_id, methods, issued, expires)
                        VALUES (:digest, :audit_id, :user_id, :project_id, :methods, :issued, :expires)
                        """)
                .set("digest", token.digest())
                .set("audit_id", token.auditId())
                .set("user_id", token.user().text())
                .set("project_id", token.project().map(ProjectId::text))
                .set("methods", token.methods())
                .set("issued", token.issued())
                .set("expires", token.expires())
                .update());
    }

    Optional<Token> find(String digest) {
        return database.read(session -> session.sql("SELECT * FROM tokens WHERE digest = :digest")
                .set("digest", digest)
                .first(SqlTokens::read));
    }

    boolean remove(String digest) {
        return database.write(session -> session.sql("DELETE FROM tokens WHERE digest = :digest")
                        .set("digest", digest)
                        .update()
                == 1);
    }

    void removeOf(UserId user) {
        database.write(session -> session.sql("DELETE FROM tokens WHERE user_id = :user_id")
                .set("user_id", user.text())
                .update());
    }

    int removeExpiredBefore(Instant moment) {
        return database.write(session -> session.sql("DELETE FROM tokens WHERE expires < :moment")
                .set("moment", moment)
                .update());
    }

    private static Token read(Row row) {
        return new Token(
                row.text("digest"),
                row.text("audit_id"),
                new UserId(row.text("user_id")),
                row.optionalText("project_id").map(ProjectId::new),
                row.text("methods"),
                row.instant("issued"),
                row.instant("expires"));
    }
}

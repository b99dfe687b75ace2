package io.lunette.server.store;

import io.lunette.model.HostName;
import io.lunette.model.Migration;
import io.lunette.model.ProjectId;
import io.lunette.model.ServerId;
import io.lunette.model.UserId;
import io.lunette.port.Migrations;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SqlMigrations implements Migrations {
    private final Database database;

    SqlMigrations(Database database) {
        this.database = database;
    }

    @Override
    public long nextNumber() {
        return database.read(session -> session.sql("SELECT coalesce(max(number), 0) + 1 AS next FROM migrations")
                .first(row -> row.number("next"))
                .orElseThrow());
    }

    @Override
    public void insert(Migration migration) {
        database.write(session -> session.sql("""
                        INSERT INTO migrations
                            (id, number, server_id, project_id, user_id, source_host, target_host, status, created, updated)
                        VALUES
                            (:id, :number, :server_id, :project_id, :user_id, :source_host, :target_host, :status,
                             :created, :updated)
                        """)
                .set("id", migration.id().toString())
                .set("number", migration.number())
                .set("server_id", migration.server().toString())
                .set("project_id", migration.project().text())
                .set("user_id", migration.user().text())
                .set("source_host", migration.source().text())
                .set("target_host", migration.target().text())
                .set("status", migration.status())
                .set("created", migration.created())
                .set("updated", migration.updated())
                .update());
    }

    @Override
    public void update(Migration migration) {
        int updated = database.write(session -> session.sql("""
                        UPDATE migrations SET status = :status, updated = :updated WHERE id = :id
                        """)
                .set("id", migration.id().toString())
                .set("status", migration.status())
                .set("updated", migration.updated())
                .update());
        if (updated == 0) {
            throw new IllegalStateException("there is no migration " + migration.id());
        }
    }

    @Override
    public Optional<Migration> find(UUID id) {
        return database.read(session -> session.sql("SELECT * FROM migrations WHERE id = :id")
                .set("id", id.toString())
                .first(SqlMigrations::read));
    }

    @Override
    public List<Migration> list() {
        return database.read(session ->
                session.sql("SELECT * FROM migrations ORDER BY number DESC").list(SqlMigrations::read));
    }

    private static Migration read(Row row) {
        return new Migration(
                row.uuid("id"),
                row.number("number"),
                new ServerId(row.uuid("server_id")),
                new ProjectId(row.text("project_id")),
                new UserId(row.text("user_id")),
                new HostName(row.text("source_host")),
                new HostName(row.text("target_host")),
                row.constant("status", Migration.Status.class),
                row.instant("created"),
                row.instant("updated"));
    }
}

package io.lunette.server.store;

import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import java.util.List;
import java.util.Optional;

/** The projects' part of {@link io.lunette.port.Identities}. */
final class SqlProjects {
    private final Database database;

    SqlProjects(Database database) {
        this.database = database;
    }

    boolean insert(Project project) {
        return database.write(session -> write(session.sql("""
                                    INSERT INTO projects (id, name, description, enabled, tags, extra)
                                    VALUES (:id, :name, :description, :enabled, :tags, :extra)
                                    ON CONFLICT DO NOTHING
                                    """), project).update() == 1);
    }

    Optional<Project> find(ProjectId id) {
        return database.read(session -> session.sql("SELECT * FROM projects WHERE id = :id")
                .set("id", id.text())
                .first(SqlProjects::read));
    }

    Optional<Project> findByName(String name) {
        return database.read(session -> session.sql("SELECT * FROM projects WHERE name = :name")
                .set("name", name)
                .first(SqlProjects::read));
    }

    List<Project> list() {
        return database.read(
                session -> session.sql("SELECT * FROM projects ORDER BY name").list(SqlProjects::read));
    }

    boolean update(Project project) {
        return database.write(session -> write(session.sql("""
                                    UPDATE projects SET
                                        name = :name, description = :description, enabled = :enabled, tags = :tags,
                                        extra = :extra
                                    WHERE id = :id
                                        AND NOT EXISTS (SELECT 1 FROM projects WHERE name = :name AND id <> :id)
                                    """), project).update() == 1);
    }

    boolean remove(ProjectId id) {
        return database.write(session -> session.sql("DELETE FROM projects WHERE id = :id")
                        .set("id", id.text())
                        .update()
                == 1);
    }

    private static Query write(Query query, Project project) {
        return query.set("id", project.id().text())
                .set("name", project.name())
                .set("description", project.description())
                .set("enabled", project.enabled())
                .set("tags", Json.text(Json.of(project.tags())))
                .set("extra", Json.text(Json.of(project.extra().values())));
    }

    private static Project read(Row row) {
        return new Project(
                new ProjectId(row.text("id")),
                row.text("name"),
                row.text("description"),
                row.flag("enabled"),
                Json.list(Json.tree(row.text("tags"))),
                SqlUsers.extra(row));
    }
}

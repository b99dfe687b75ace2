package io.lunette.server.store;

import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.UserId;
import java.util.List;

/** The roles' part of {@link io.lunette.port.Identities}, and who has them where. */
final class SqlRoles {
    private final Database database;

    SqlRoles(Database database) {
        this.database = database;
    }

    boolean insert(Role role) {
        return database.write(session -> write(session.sql("""
                                    INSERT INTO roles (id, name, description) VALUES (:id, :name, :description)
                                    ON CONFLICT DO NOTHING
                                    """), role).update() == 1);
    }

    List<Role> list() {
        return database.read(session -> session.sql("SELECT * FROM roles ORDER BY name")
                .list(row -> new Role(row.text("id"), row.text("name"), row.text("description"))));
    }

    boolean update(Role role) {
        return database.write(session -> write(session.sql("""
                                    UPDATE roles SET name = :name, description = :description
                                    WHERE id = :id
                                        AND NOT EXISTS (SELECT 1 FROM roles WHERE name = :name AND id <> :id)
                                    """), role).update() == 1);
    }

    boolean remove(String id) {
        return database.write(session ->
                session.sql("DELETE FROM roles WHERE id = :id").set("id", id).update() == 1);
    }

    void assign(RoleAssignment assignment) {
        database.write(session -> write(session.sql("""
                            INSERT INTO role_assignments (user_id, project_id, role_id)
                            VALUES (:user_id, :project_id, :role_id)
                            ON CONFLICT DO NOTHING
                            """), assignment).update());
    }

    boolean unassign(RoleAssignment assignment) {
        return database.write(session -> write(session.sql("""
                                    DELETE FROM role_assignments
                                    WHERE user_id = :user_id AND project_id = :project_id AND role_id = :role_id
                                    """), assignment).update() == 1);
    }

    List<RoleAssignment> assignments() {
        return database.read(session -> session.sql("""
                        SELECT * FROM role_assignments ORDER BY user_id, project_id, role_id
                        """).list(SqlRoles::read));
    }

    List<RoleAssignment> assignmentsOf(UserId user) {
        return database.read(
                session -> session.sql("""
                        SELECT * FROM role_assignments WHERE user_id = :user_id ORDER BY project_id, role_id
                        """).set("user_id", user.text()).list(SqlRoles::read));
    }

    private static Query write(Query query, Role role) {
        return query.set("id", role.id()).set("name", role.name()).set("description", role.description());
    }

    private static Query write(Query query, RoleAssignment assignment) {
        return query.set("user_id", assignment.user().text())
                .set("project_id", assignment.project().text())
                .set("role_id", assignment.roleId());
    }

    private static RoleAssignment read(Row row) {
        return new RoleAssignment(
                new UserId(row.text("user_id")), new ProjectId(row.text("project_id")), row.text("role_id"));
    }
}

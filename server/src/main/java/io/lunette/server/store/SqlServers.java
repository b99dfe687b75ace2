package io.lunette.server.store;

import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.UserId;
import io.lunette.port.Servers;
import java.util.List;
import java.util.Optional;

final class SqlServers implements Servers {
    private final Database database;

    SqlServers(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Server server) {
        database.write(session -> write(session.sql("""
                            INSERT INTO servers (
                                id, revision, name, description, project_id, user_id, flavor, image_id, key_name,
                                metadata, tags, host, initiator, status, task, fault, locked, locked_reason,
                                created, updated, launched)
                            VALUES (
                                :id, :revision, :name, :description, :project_id, :user_id, :flavor, :image_id, :key_name,
                                :metadata, :tags, :host, :initiator, :status, :task, :fault, :locked, :locked_reason,
                                :created, :updated, :launched)
                            """), server).update());
    }

    @Override
    public Optional<Server> find(ServerId id) {
        return database.read(session -> session.sql("SELECT * FROM servers WHERE id = :id")
                .set("id", id.toString())
                .first(SqlServers::read));
    }

    @Override
    public List<Server> list(Optional<ProjectId> project) {
        return database.read(session -> project.map(owner -> session.sql(
                                "SELECT * FROM servers WHERE project_id = :project_id ORDER BY created, id")
                        .set("project_id", owner.text()))
                .orElseGet(() -> session.sql("SELECT * FROM servers ORDER BY created, id"))
                .list(SqlServers::read));
    }

    @Override
    public List<Server> onHost(HostName host) {
        return database.read(session -> session.sql("SELECT * FROM servers WHERE host = :host ORDER BY created, id")
                .set("host", host.text())
                .list(SqlServers::read));
    }

    @Override
    public boolean update(Server changed) {
        return database.write(session -> write(session.sql("""
                                    UPDATE servers SET
                                        revision = revision + 1, name = :name, description = :description,
                                        project_id = :project_id, user_id = :user_id, flavor = :flavor,
                                        image_id = :image_id, key_name = :key_name, metadata = :metadata, tags = :tags,
                                        host = :host, initiator = :initiator, status = :status, task = :task,
                                        fault = :fault, locked = :locked, locked_reason = :locked_reason,
                                        created = :created, updated = :updated, launched = :launched
                                    WHERE id = :id AND revision = :revision
                                    """), changed).update() == 1);
    }

    @Override
    public void remove(ServerId id) {
        database.write(session -> session.sql("DELETE FROM servers WHERE id = :id")
                .set("id", id.toString())
                .update());
    }

    private static Query write(Query query, Server server) {
        return query.set("id", server.id().toString())
                .set("revision", server.revision())
                .set("name", server.name())
                .set("description", server.description())
                .set("project_id", server.project().text())
                .set("user_id", server.user().text())
                .set("flavor", FlavorJson.text(server.flavor()))
                .set("image_id", server.image().map(ImageId::toString))
                .set("key_name", server.keyName())
                .set("metadata", Json.text(Json.of(server.metadata())))
                .set("tags", Json.text(Json.of(server.tags())))
                .set("host", server.host().text())
                .set("initiator", server.initiator().text())
                .set("status", server.status())
                .set("task", server.task())
                .set("fault", server.fault())
                .set("locked", server.locked())
                .set("locked_reason", server.lockedReason())
                .set("created", server.created())
                .set("updated", server.updated())
                .set("launched", server.launched());
    }

    private static Server read(Row row) {
        return new Server(
                new ServerId(row.uuid("id")),
                row.integer("revision"),
                row.text("name"),
                row.text("description"),
                new ProjectId(row.text("project_id")),
                new UserId(row.text("user_id")),
                FlavorJson.read(row.text("flavor")),
                row.optionalUuid("image_id").map(ImageId::new),
                row.optionalText("key_name"),
                Json.map(row.text("metadata")),
                Json.list(row.text("tags")),
                new HostName(row.text("host")),
                new Iqn(row.text("initiator")),
                row.constant("status", ServerStatus.class),
                row.optionalText("task").map(ServerTask::valueOf),
                row.optionalText("fault"),
                row.flag("locked"),
                row.optionalText("locked_reason"),
                row.instant("created"),
                row.instant("updated"),
                row.optionalInstant("launched"));
    }
}

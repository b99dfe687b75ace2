package io.lunette.server.store;

import io.lunette.model.AttachmentId;
import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.ProjectId;
import io.lunette.model.UserId;
import io.lunette.port.Clusters;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SqlClusters implements Clusters {
    private final Database database;

    SqlClusters(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Cluster cluster) {
        return database.write(session -> write(session.sql("""
                                INSERT INTO clusters (
                                    id, revision, name, project_id, user_id, nodes, luns, kept, fault, created, updated)
                                VALUES (
                                    :id, :revision, :name, :project_id, :user_id, :nodes, :luns, :kept, :fault, :created,
                                    :updated)
                                ON CONFLICT (project_id, name) DO NOTHING
                                """), cluster).update() == 1);
    }

    @Override
    public Optional<Cluster> find(ClusterId id) {
        return database.read(session -> session.sql("SELECT * FROM clusters WHERE id = :id")
                .set("id", id.toString())
                .first(SqlClusters::read));
    }

    @Override
    public List<Cluster> list(Optional<ProjectId> project) {
        return database.read(session -> project.map(
                        of -> session.sql("SELECT * FROM clusters WHERE project_id = :project_id ORDER BY created, id")
                                .set("project_id", of.text()))
                .orElseGet(() -> session.sql("SELECT * FROM clusters ORDER BY created, id"))
                .list(SqlClusters::read));
    }

    @Override
    public boolean update(Cluster changed) {
        return database.write(session -> write(session.sql("""
                                UPDATE clusters SET
                                    revision = revision + 1, name = :name, project_id = :project_id, user_id = :user_id,
                                    nodes = :nodes, luns = :luns, kept = :kept, fault = :fault, created = :created,
                                    updated = :updated
                                WHERE id = :id AND revision = :revision
                                """), changed).update() == 1);
    }

    @Override
    public void remove(ClusterId id) {
        database.write(session -> session.sql("DELETE FROM clusters WHERE id = :id")
                .set("id", id.toString())
                .update());
    }

    private static Query write(Query query, Cluster cluster) {
        return query.set("id", cluster.id().toString())
                .set("revision", cluster.revision())
                .set("name", cluster.name())
                .set("project_id", cluster.project().text())
                .set("user_id", cluster.user().text())
                .set("nodes", MembersJson.ofNodes(cluster.nodes()))
                .set("luns", MembersJson.ofLuns(cluster.luns()))
                .set(
                        "kept",
                        Json.text(Json.of(cluster.kept().stream()
                                .map(AttachmentId::toString)
                                .toList())))
                .set("fault", cluster.fault())
                .set("created", cluster.created())
                .set("updated", cluster.updated());
    }

    private static Cluster read(Row row) {
        return new Cluster(
                new ClusterId(row.uuid("id")),
                row.integer("revision"),
                row.text("name"),
                new ProjectId(row.text("project_id")),
                new UserId(row.text("user_id")),
                MembersJson.nodes(row.text("nodes")),
                MembersJson.luns(row.text("luns")),
                Json.list(row.text("kept")).stream()
                        .map(id -> new AttachmentId(UUID.fromString(id)))
                        .toList(),
                row.optionalText("fault"),
                row.instant("created"),
                row.instant("updated"));
    }
}

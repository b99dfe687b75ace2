package io.lunette.server.store;

import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.ProjectId;
import io.lunette.port.Images;
import java.util.List;
import java.util.Optional;

final class SqlImages implements Images {
    private final Database database;

    SqlImages(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Image image) {
        database.write(session -> write(session.sql("""
                            INSERT INTO images (
                                id, revision, name, project_id, status, visibility, disk_format, container_format,
                                min_disk_gib, min_ram_mib, is_protected, data_bytes, virtual_bytes, md5, sha512,
                                tags, properties, created, updated)
                            VALUES (
                                :id, :revision, :name, :project_id, :status, :visibility, :disk_format, :container_format,
                                :min_disk_gib, :min_ram_mib, :is_protected, :data_bytes, :virtual_bytes, :md5, :sha512,
                                :tags, :properties, :created, :updated)
                            """), image).update());
    }

    @Override
    public Optional<Image> find(ImageId id) {
        return database.read(session -> session.sql("SELECT * FROM images WHERE id = :id")
                .set("id", id.toString())
                .first(SqlImages::read));
    }

    @Override
    public List<Image> list() {
        return database.read(session ->
                session.sql("SELECT * FROM images ORDER BY created, id").list(SqlImages::read));
    }

    @Override
    public boolean update(Image changed) {
        return database.write(session -> write(session.sql("""
                                    UPDATE images SET
                                        revision = revision + 1, name = :name, project_id = :project_id, status = :status,
                                        visibility = :visibility, disk_format = :disk_format,
                                        container_format = :container_format, min_disk_gib = :min_disk_gib,
                                        min_ram_mib = :min_ram_mib, is_protected = :is_protected,
                                        data_bytes = :data_bytes, virtual_bytes = :virtual_bytes, md5 = :md5,
                                        sha512 = :sha512, tags = :tags, properties = :properties,
                                        created = :created, updated = :updated
                                    WHERE id = :id AND revision = :revision
                                    """), changed).update() == 1);
    }

    @Override
    public void remove(ImageId id) {
        database.write(session -> session.sql("DELETE FROM images WHERE id = :id")
                .set("id", id.toString())
                .update());
    }

    private static Query write(Query query, Image image) {
        return query.set("id", image.id().toString())
                .set("revision", image.revision())
                .set("name", image.name())
                .set("project_id", image.project().text())
                .set("status", image.status())
                .set("visibility", image.visibility())
                .set("disk_format", image.diskFormat())
                .set("container_format", image.containerFormat())
                .set("min_disk_gib", image.minDiskGiB())
                .set("min_ram_mib", image.minRamMiB())
                .set("is_protected", image.isProtected())
                .set("data_bytes", image.sizeBytes())
                .set("virtual_bytes", image.virtualSizeBytes())
                .set("md5", image.md5())
                .set("sha512", image.sha512())
                .set("tags", Json.text(Json.of(image.tags())))
                .set("properties", Json.text(Json.of(image.properties())))
                .set("created", image.created())
                .set("updated", image.updated());
    }

    private static Image read(Row row) {
        return new Image(
                new ImageId(row.uuid("id")),
                row.integer("revision"),
                row.text("name"),
                new ProjectId(row.text("project_id")),
                row.constant("status", Image.ImageStatus.class),
                row.constant("visibility", Image.Visibility.class),
                row.optionalText("disk_format"),
                row.optionalText("container_format"),
                row.integer("min_disk_gib"),
                row.integer("min_ram_mib"),
                row.flag("is_protected"),
                row.optionalNumber("data_bytes"),
                row.optionalNumber("virtual_bytes"),
                row.optionalText("md5"),
                row.optionalText("sha512"),
                Json.list(row.text("tags")),
                Json.map(row.text("properties")),
                row.instant("created"),
                row.instant("updated"));
    }
}

package io.lunette.server.store;

import io.lunette.model.ByteCount;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.ProjectId;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.model.Wwid;
import io.lunette.port.Volumes;
import java.util.List;
import java.util.Optional;

final class SqlVolumes implements Volumes {
    private final Database database;

    SqlVolumes(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Volume volume) {
        database.write(session -> write(session.sql("""
                            INSERT INTO volumes (
                                id, revision, name, description, project_id, user_id, size_gib, status, bootable,
                                multiattach, volume_type, metadata, image_metadata, source_image_id, fault,
                                created, updated, last_generation,
                                lun_target, lun_number, lun_portals, lun_vendor, lun_product, lun_revision, lun_serial,
                                lun_wwid, lun_bytes, lun_block_bytes, lun_adopted)
                            VALUES (
                                :id, :revision, :name, :description, :project_id, :user_id, :size_gib, :status, :bootable,
                                :multiattach, :volume_type, :metadata, :image_metadata, :source_image_id, :fault,
                                :created, :updated, 0,
                                :lun_target, :lun_number, :lun_portals, :lun_vendor, :lun_product, :lun_revision, :lun_serial,
                                :lun_wwid, :lun_bytes, :lun_block_bytes, :lun_adopted)
                            """), volume).update());
    }

    @Override
    public Optional<Volume> find(VolumeId id) {
        return database.read(session -> session.sql("SELECT * FROM volumes WHERE id = :id")
                .set("id", id.toString())
                .first(SqlVolumes::read));
    }

    @Override
    public Optional<Volume> findByWwid(Wwid wwid) {
        return database.read(session -> session.sql("SELECT * FROM volumes WHERE lun_wwid = :wwid")
                .set("wwid", wwid.toString())
                .first(SqlVolumes::read));
    }

    @Override
    public List<Volume> list(Optional<ProjectId> project) {
        return database.read(session -> project.map(owner -> session.sql(
                                "SELECT * FROM volumes WHERE project_id = :project_id ORDER BY created, id")
                        .set("project_id", owner.text()))
                .orElseGet(() -> session.sql("SELECT * FROM volumes ORDER BY created, id"))
                .list(SqlVolumes::read));
    }

    @Override
    public boolean update(Volume changed) {
        return database.write(session -> write(session.sql("""
                                    UPDATE volumes SET
                                        revision = revision + 1, name = :name, description = :description,
                                        project_id = :project_id, user_id = :user_id, size_gib = :size_gib,
                                        status = :status, bootable = :bootable, multiattach = :multiattach,
                                        volume_type = :volume_type, metadata = :metadata,
                                        image_metadata = :image_metadata, source_image_id = :source_image_id,
                                        fault = :fault, created = :created, updated = :updated,
                                        lun_target = :lun_target, lun_number = :lun_number, lun_portals = :lun_portals,
                                        lun_vendor = :lun_vendor, lun_product = :lun_product,
                                        lun_revision = :lun_revision, lun_serial = :lun_serial, lun_wwid = :lun_wwid,
                                        lun_bytes = :lun_bytes, lun_block_bytes = :lun_block_bytes,
                                        lun_adopted = :lun_adopted
                                    WHERE id = :id AND revision = :revision
                                    """), changed).update() == 1);
    }

    @Override
    public void remove(VolumeId id) {
        database.write(session -> session.sql("DELETE FROM volumes WHERE id = :id")
                .set("id", id.toString())
                .update());
    }

    private static Query write(Query query, Volume volume) {
        query.set("id", volume.id().toString())
                .set("revision", volume.revision())
                .set("name", volume.name())
                .set("description", volume.description())
                .set("project_id", volume.project().text())
                .set("user_id", volume.user().text())
                .set("size_gib", volume.sizeGiB())
                .set("status", volume.status())
                .set("bootable", volume.bootable())
                .set("multiattach", volume.multiattach())
                .set("volume_type", volume.volumeType())
                .set("metadata", Json.text(Json.of(volume.metadata())))
                .set("image_metadata", Json.text(Json.of(volume.imageMetadata())))
                .set("source_image_id", volume.sourceImage().map(ImageId::toString))
                .set("fault", volume.fault())
                .set("created", volume.created())
                .set("updated", volume.updated());
        return writeLun(query, volume.lun());
    }

    private static Query writeLun(Query query, Optional<Lun> lun) {
        Optional<LunIdentity> identity = lun.map(Lun::identity);
        Optional<LunAddress> address = lun.flatMap(Lun::address);
        return query.set("lun_target", address.map(at -> at.target().text()))
                .set("lun_number", address.map(LunAddress::number))
                .set("lun_portals", address.map(at -> portals(at.portals())))
                .set("lun_vendor", identity.map(LunIdentity::vendor))
                .set("lun_product", identity.map(LunIdentity::product))
                .set("lun_revision", identity.map(LunIdentity::revision))
                .set("lun_serial", identity.map(LunIdentity::serial))
                .set("lun_wwid", identity.map(known -> known.wwid().toString()))
                .set("lun_bytes", identity.map(known -> known.size().bytes()))
                .set("lun_block_bytes", identity.map(LunIdentity::blockBytes))
                .set("lun_adopted", lun.map(Lun::adopted));
    }

    private static String portals(List<Portal> portals) {
        return Json.text(Json.of(portals.stream().map(Portal::toString).toList()));
    }

    private static Volume read(Row row) {
        return new Volume(
                new VolumeId(row.uuid("id")),
                row.integer("revision"),
                row.text("name"),
                row.text("description"),
                new ProjectId(row.text("project_id")),
                new UserId(row.text("user_id")),
                row.number("size_gib"),
                row.constant("status", VolumeStatus.class),
                row.flag("bootable"),
                row.flag("multiattach"),
                row.text("volume_type"),
                Json.map(row.text("metadata")),
                Json.map(row.text("image_metadata")),
                row.optionalUuid("source_image_id").map(ImageId::new),
                row.optionalText("lun_wwid").map(wwid -> readLun(row, wwid)),
                row.optionalText("fault"),
                row.instant("created"),
                row.instant("updated"));
    }

    private static LunAddress readAddress(Row row, String target) {
        return new LunAddress(
                Json.list(row.text("lun_portals")).stream()
                        .map(portal -> Portal.parse(portal).get())
                        .toList(),
                new Iqn(target),
                row.integer("lun_number"));
    }

    private static Lun readLun(Row row, String wwid) {
        return new Lun(
                row.optionalText("lun_target").map(target -> readAddress(row, target)),
                new LunIdentity(
                        row.text("lun_vendor"),
                        row.text("lun_product"),
                        row.text("lun_revision"),
                        row.text("lun_serial"),
                        Wwid.parse(wwid).get(),
                        new ByteCount(row.number("lun_bytes")),
                        row.integer("lun_block_bytes")),
                row.flag("lun_adopted"));
    }
}

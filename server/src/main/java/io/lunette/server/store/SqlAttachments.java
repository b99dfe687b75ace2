package io.lunette.server.store;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.Attachments;
import java.util.List;
import java.util.Optional;

final class SqlAttachments implements Attachments {
    private final Database database;

    SqlAttachments(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Attachment attachment) {
        database.write(session -> {
            takeGeneration(session, attachment);
            return write(session.sql("""
                                INSERT INTO attachments (
                                    id, revision, generation, server_id, volume_id, status, boot_index, device_name, mode,
                                    tag, delete_on_termination, slot_controller, slot_bus, slot_target, slot_unit,
                                    connection, created)
                                VALUES (
                                    :id, :revision, :generation, :server_id, :volume_id, :status, :boot_index, :device_name, :mode,
                                    :tag, :delete_on_termination, :slot_controller, :slot_bus, :slot_target, :slot_unit,
                                    :connection, :created)
                                """), attachment).update();
        });
    }

    private static void takeGeneration(Session session, Attachment attachment) {
        int taken = session.sql("""
                        UPDATE volumes SET last_generation = :generation
                        WHERE id = :volume_id AND last_generation < :generation
                        """)
                .set("generation", attachment.generation())
                .set("volume_id", attachment.volume().toString())
                .update();
        if (taken != 1) {
            throw new IllegalStateException("volume " + attachment.volume() + " is not there, or had generation "
                    + attachment.generation() + " already");
        }
    }

    @Override
    public Optional<Attachment> find(AttachmentId id) {
        return database.read(session -> session.sql("SELECT * FROM attachments WHERE id = :id")
                .set("id", id.toString())
                .first(SqlAttachments::read));
    }

    @Override
    public List<Attachment> ofServer(ServerId server) {
        return database.read(
                session -> session.sql("""
                        SELECT * FROM attachments WHERE server_id = :server_id
                        ORDER BY length(device_name), device_name
                        """).set("server_id", server.toString()).list(SqlAttachments::read));
    }

    @Override
    public List<Attachment> ofVolume(VolumeId volume) {
        return database.read(
                session -> session.sql("SELECT * FROM attachments WHERE volume_id = :volume_id ORDER BY created, id")
                        .set("volume_id", volume.toString())
                        .list(SqlAttachments::read));
    }

    @Override
    public List<Attachment> all() {
        return database.read(session ->
                session.sql("SELECT * FROM attachments ORDER BY created, id").list(SqlAttachments::read));
    }

    @Override
    public boolean update(Attachment changed) {
        return database.write(session -> write(session.sql("""
                                    UPDATE attachments SET
                                        revision = revision + 1, generation = :generation, server_id = :server_id,
                                        volume_id = :volume_id, status = :status, boot_index = :boot_index,
                                        device_name = :device_name, mode = :mode, tag = :tag,
                                        delete_on_termination = :delete_on_termination,
                                        slot_controller = :slot_controller, slot_bus = :slot_bus,
                                        slot_target = :slot_target, slot_unit = :slot_unit,
                                        connection = :connection, created = :created
                                    WHERE id = :id AND revision = :revision
                                    """), changed).update() == 1);
    }

    @Override
    public boolean remove(AttachmentId id, long generation) {
        return database.write(
                session -> session.sql("DELETE FROM attachments WHERE id = :id AND generation = :generation")
                                .set("id", id.toString())
                                .set("generation", generation)
                                .update()
                        == 1);
    }

    @Override
    public long nextGeneration(VolumeId volume) {
        return database.read(session -> session.sql("SELECT last_generation FROM volumes WHERE id = :id")
                .set("id", volume.toString())
                .first(row -> row.number("last_generation") + 1)
                .orElse(1L));
    }

    private static Query write(Query query, Attachment attachment) {
        Optional<ScsiAddress> slot = attachment.slot();
        return query.set("id", attachment.id().toString())
                .set("revision", attachment.revision())
                .set("generation", attachment.generation())
                .set("server_id", attachment.server().toString())
                .set("volume_id", attachment.volume().toString())
                .set("status", attachment.status())
                .set("boot_index", attachment.bootIndex())
                .set("device_name", attachment.deviceName())
                .set("mode", attachment.mode())
                .set("tag", attachment.tag())
                .set("delete_on_termination", attachment.deleteOnTermination())
                .set("slot_controller", slot.map(ScsiAddress::controller))
                .set("slot_bus", slot.map(ScsiAddress::bus))
                .set("slot_target", slot.map(ScsiAddress::target))
                .set("slot_unit", slot.map(ScsiAddress::unit))
                .set("connection", attachment.connection().map(ConnectionJson::text))
                .set("created", attachment.created());
    }

    private static Attachment read(Row row) {
        return new Attachment(
                new AttachmentId(row.uuid("id")),
                row.integer("revision"),
                row.number("generation"),
                new ServerId(row.uuid("server_id")),
                new VolumeId(row.uuid("volume_id")),
                row.constant("status", AttachmentStatus.class),
                row.optionalInteger("boot_index"),
                row.text("device_name"),
                row.constant("mode", DeviceMode.class),
                row.optionalText("tag"),
                row.flag("delete_on_termination"),
                row.optionalInteger("slot_controller").map(controller -> readSlot(row, controller)),
                row.optionalText("connection").map(ConnectionJson::read),
                row.instant("created"));
    }

    private static ScsiAddress readSlot(Row row, int controller) {
        return new ScsiAddress(
                controller, row.integer("slot_bus"), row.integer("slot_target"), row.integer("slot_unit"));
    }
}

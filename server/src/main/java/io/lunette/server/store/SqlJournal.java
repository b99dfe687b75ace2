package io.lunette.server.store;

import io.lunette.model.AttachmentId;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SqlJournal implements Journal {
    private final Database database;

    SqlJournal(Database database) {
        this.database = database;
    }

    @Override
    public void insert(JournalEntry entry) {
        database.write(session -> write(session.sql("""
                            INSERT INTO journal (
                                id, server_id, kind, operation, attachment_id, generation, volume_id, new_volumes, plan,
                                tries, waiting, begun)
                            VALUES (
                                :id, :server_id, :kind, :operation, :attachment_id, :generation, :volume_id, :new_volumes,
                                :plan, :tries, :waiting, :begun)
                            """), entry).update());
    }

    @Override
    public void update(JournalEntry entry) {
        int updated = database.write(session -> write(session.sql("""
                            UPDATE journal SET
                                server_id = :server_id, kind = :kind, operation = :operation,
                                attachment_id = :attachment_id, generation = :generation, volume_id = :volume_id,
                                new_volumes = :new_volumes, plan = :plan, tries = :tries, waiting = :waiting, begun = :begun
                            WHERE id = :id
                            """), entry).update());
        if (updated != 1) {
            throw new IllegalStateException("there is no journal entry " + entry.id());
        }
    }

    @Override
    public void remove(UUID id) {
        database.write(session -> session.sql("DELETE FROM journal WHERE id = :id")
                .set("id", id.toString())
                .update());
    }

    @Override
    public Optional<JournalEntry> find(UUID id) {
        return database.read(session -> session.sql("SELECT * FROM journal WHERE id = :id")
                .set("id", id.toString())
                .first(SqlJournal::read));
    }

    @Override
    public List<JournalEntry> ofServer(ServerId server) {
        return database.read(
                session -> session.sql("""
                        SELECT * FROM journal WHERE server_id = :server_id ORDER BY begun, id
                        """).set("server_id", server.toString()).list(SqlJournal::read));
    }

    @Override
    public List<JournalEntry> all() {
        return database.read(session ->
                session.sql("SELECT * FROM journal ORDER BY begun, id").list(SqlJournal::read));
    }

    private static Query write(Query query, JournalEntry entry) {
        Optional<Subject> subject = entry.subject();
        return query.set("id", entry.id().toString())
                .set("server_id", entry.server().toString())
                .set("kind", entry.kind())
                .set("operation", entry.operation())
                .set("attachment_id", subject.map(of -> of.attachment().toString()))
                .set("generation", subject.map(Subject::generation))
                .set("volume_id", subject.map(of -> of.volume().toString()))
                .set(
                        "new_volumes",
                        Json.text(Json.of(entry.newVolumes().stream()
                                .map(VolumeId::toString)
                                .toList())))
                .set("plan", entry.plan().map(PlanJson::text))
                .set("tries", entry.tries())
                .set("waiting", entry.waiting())
                .set("begun", entry.begun());
    }

    private static JournalEntry read(Row row) {
        return new JournalEntry(
                row.uuid("id"),
                new ServerId(row.uuid("server_id")),
                JournalEntry.Kind.valueOf(row.text("kind")),
                row.text("operation"),
                row.optionalText("attachment_id")
                        .map(attachment -> new Subject(
                                new AttachmentId(UUID.fromString(attachment)),
                                row.number("generation"),
                                new VolumeId(row.uuid("volume_id")))),
                Json.list(row.text("new_volumes")).stream()
                        .map(id -> new VolumeId(UUID.fromString(id)))
                        .toList(),
                row.optionalText("plan").map(PlanJson::read),
                row.integer("tries"),
                row.flag("waiting"),
                row.instant("begun"));
    }
}

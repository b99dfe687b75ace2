package io.lunette.server.store;

import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.LunPath;
import io.lunette.port.KnownHosts;
import java.net.URI;
import java.util.List;
import java.util.Optional;

final class SqlHosts implements KnownHosts {
    private final Database database;

    SqlHosts(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Host host) {
        return database.write(session -> write(session.sql("""
                                INSERT INTO hosts (name, revision, uri, zone, enabled, disabled_reason, lun_path, created)
                                VALUES (:name, :revision, :uri, :zone, :enabled, :disabled_reason, :lun_path, :created)
                                ON CONFLICT (name) DO NOTHING
                                """), host).update() == 1);
    }

    @Override
    public Optional<Host> find(HostName name) {
        return database.read(session -> session.sql("SELECT * FROM hosts WHERE name = :name")
                .set("name", name.text())
                .first(SqlHosts::read));
    }

    @Override
    public List<Host> list() {
        return database.read(session ->
                session.sql("SELECT * FROM hosts ORDER BY created, name").list(SqlHosts::read));
    }

    @Override
    public boolean update(Host changed) {
        return database.write(session -> write(session.sql("""
                                UPDATE hosts SET
                                    revision = revision + 1, uri = :uri, zone = :zone, enabled = :enabled,
                                    disabled_reason = :disabled_reason, lun_path = :lun_path, created = :created
                                WHERE name = :name AND revision = :revision
                                """), changed).update() == 1);
    }

    @Override
    public void remove(HostName name) {
        database.write(session -> session.sql("DELETE FROM hosts WHERE name = :name")
                .set("name", name.text())
                .update());
    }

    private static Query write(Query query, Host host) {
        return query.set("name", host.name().text())
                .set("revision", host.revision())
                .set("uri", host.uri().toString())
                .set("zone", host.zone())
                .set("enabled", host.enabled())
                .set("disabled_reason", host.disabledReason())
                .set("lun_path", host.luns())
                .set("created", host.created());
    }

    private static Host read(Row row) {
        return new Host(
                new HostName(row.text("name")),
                row.number("revision"),
                new HostUri(URI.create(row.text("uri"))),
                row.text("zone"),
                row.flag("enabled"),
                row.optionalText("disabled_reason"),
                row.constant("lun_path", LunPath.class),
                row.instant("created"));
    }
}

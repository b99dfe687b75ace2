package io.lunette.server.store;

import io.lunette.model.HostName;
import io.lunette.model.ParentAdapter;
import io.lunette.model.ServerId;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.VirtualAdapters;
import java.util.List;
import java.util.Optional;

final class SqlVirtualAdapters implements VirtualAdapters {
    private final Database database;

    SqlVirtualAdapters(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(VirtualAdapter adapter) {
        return database.write(session -> write(session.sql("""
                                INSERT INTO virtual_adapters
                                    (server_id, host, wwnn, wwpn, parent_wwnn, parent_wwpn, parent_fabric, created)
                                VALUES
                                    (:server_id, :host, :wwnn, :wwpn, :parent_wwnn, :parent_wwpn, :parent_fabric, :created)
                                ON CONFLICT DO NOTHING
                                """), adapter).update() == 1);
    }

    @Override
    public Optional<VirtualAdapter> findByServer(ServerId server) {
        return database.read(session -> session.sql("SELECT * FROM virtual_adapters WHERE server_id = :server_id")
                .set("server_id", server.toString())
                .first(SqlVirtualAdapters::read));
    }

    @Override
    public List<VirtualAdapter> onHost(HostName host) {
        return database.read(
                session -> session.sql("SELECT * FROM virtual_adapters WHERE host = :host ORDER BY created, wwpn")
                        .set("host", host.text())
                        .list(SqlVirtualAdapters::read));
    }

    @Override
    public void remove(ServerId server) {
        database.write(session -> session.sql("DELETE FROM virtual_adapters WHERE server_id = :server_id")
                .set("server_id", server.toString())
                .update());
    }

    private static Query write(Query query, VirtualAdapter adapter) {
        Optional<ParentAdapter.Named> named =
                adapter.parent() instanceof ParentAdapter.Named hba ? Optional.of(hba) : Optional.empty();
        Optional<ParentAdapter.OnFabric> fabric =
                adapter.parent() instanceof ParentAdapter.OnFabric any ? Optional.of(any) : Optional.empty();
        return query.set("server_id", adapter.server().toString())
                .set("host", adapter.host().text())
                .set("wwnn", adapter.wwnn().digits())
                .set("wwpn", adapter.wwpn().digits())
                .set("parent_wwnn", named.map(hba -> hba.wwnn().digits()))
                .set("parent_wwpn", named.map(hba -> hba.wwpn().digits()))
                .set("parent_fabric", fabric.map(any -> any.fabric().digits()))
                .set("created", adapter.created());
    }

    private static VirtualAdapter read(Row row) {
        return new VirtualAdapter(
                new ServerId(row.uuid("server_id")),
                new HostName(row.text("host")),
                new Wwn(row.text("wwnn")),
                new Wwn(row.text("wwpn")),
                row.optionalText("parent_fabric")
                        .<ParentAdapter>map(fabric -> new ParentAdapter.OnFabric(new Wwn(fabric)))
                        .orElseGet(() -> new ParentAdapter.Named(
                                new Wwn(row.text("parent_wwnn")), new Wwn(row.text("parent_wwpn")))),
                row.instant("created"));
    }
}

package io.lunette.server.store;

import io.lunette.model.Flavor;
import io.lunette.port.Flavors;
import java.util.List;
import java.util.Optional;

final class SqlFlavors implements Flavors {
    private final Database database;

    SqlFlavors(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Flavor flavor) {
        return database.write(session -> write(session.sql("""
                                    INSERT INTO flavors (
                                        id, name, vcpus, ram_mib, disk_gib, ephemeral_gib, swap_mib, is_public,
                                        description, extra_specs)
                                    VALUES (
                                        :id, :name, :vcpus, :ram_mib, :disk_gib, :ephemeral_gib, :swap_mib, :is_public,
                                        :description, :extra_specs)
                                    ON CONFLICT DO NOTHING
                                    """), flavor).update() == 1);
    }

    @Override
    public Optional<Flavor> find(String id) {
        return database.read(session -> session.sql("SELECT * FROM flavors WHERE id = :id")
                .set("id", id)
                .first(SqlFlavors::read));
    }

    @Override
    public List<Flavor> list() {
        return database.read(session ->
                session.sql("SELECT * FROM flavors ORDER BY ram_mib, id").list(SqlFlavors::read));
    }

    @Override
    public boolean update(Flavor flavor) {
        return database.write(session -> write(session.sql("""
                                    UPDATE flavors SET
                                        name = :name, vcpus = :vcpus, ram_mib = :ram_mib, disk_gib = :disk_gib,
                                        ephemeral_gib = :ephemeral_gib, swap_mib = :swap_mib, is_public = :is_public,
                                        description = :description, extra_specs = :extra_specs
                                    WHERE id = :id
                                        AND NOT EXISTS (SELECT 1 FROM flavors WHERE name = :name AND id <> :id)
                                    """), flavor).update() == 1);
    }

    @Override
    public boolean remove(String id) {
        return database.write(session ->
                session.sql("DELETE FROM flavors WHERE id = :id").set("id", id).update() == 1);
    }

    private static Query write(Query query, Flavor flavor) {
        return query.set("id", flavor.id())
                .set("name", flavor.name())
                .set("vcpus", flavor.vcpus())
                .set("ram_mib", flavor.ramMiB())
                .set("disk_gib", flavor.diskGiB())
                .set("ephemeral_gib", flavor.ephemeralGiB())
                .set("swap_mib", flavor.swapMiB())
                .set("is_public", flavor.isPublic())
                .set("description", flavor.description())
                .set("extra_specs", Json.text(Json.of(flavor.extraSpecs())));
    }

    private static Flavor read(Row row) {
        return new Flavor(
                row.text("id"),
                row.text("name"),
                row.integer("vcpus"),
                row.integer("ram_mib"),
                row.integer("disk_gib"),
                row.integer("ephemeral_gib"),
                row.integer("swap_mib"),
                row.flag("is_public"),
                row.text("description"),
                Json.map(row.text("extra_specs")));
    }
}

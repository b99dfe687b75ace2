package io.lunette.simulate.store;

import io.lunette.model.Migration;
import io.lunette.port.Migrations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class InMemoryMigrations implements Migrations {
    private final Tables tables;

    InMemoryMigrations(Tables tables) {
        this.tables = tables;
    }

    @Override
    public long nextNumber() {
        return tables.migrations.stream().mapToLong(Migration::number).max().orElse(0) + 1;
    }

    @Override
    public void insert(Migration migration) {
        tables.memory.atomically(() -> {
            boolean taken = tables.migrations.stream().anyMatch(other -> other.number() == migration.number());
            if (taken
                    || tables.migrations.has(migration.id())
                    || !tables.migrations.insert(migration.id(), migration)) {
                throw new IllegalStateException("there is a migration " + migration.number() + " already");
            }
            return migration;
        });
    }

    @Override
    public void update(Migration migration) {
        if (!tables.migrations.replaceIf(migration.id(), now -> true, migration)) {
            throw new IllegalStateException("there is no migration " + migration.id());
        }
    }

    @Override
    public Optional<Migration> find(UUID id) {
        return tables.migrations.find(id);
    }

    @Override
    public List<Migration> list() {
        return tables.migrations.stream()
                .sorted(Comparator.comparingLong(Migration::number).reversed())
                .toList();
    }
}

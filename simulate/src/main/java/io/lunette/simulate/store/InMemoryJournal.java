package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.ServerId;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class InMemoryJournal implements Journal {
    private static final Comparator<JournalEntry> AS_BEGUN = Order.byCreation(JournalEntry::begun, JournalEntry::id);

    private final Tables tables;

    InMemoryJournal(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(JournalEntry entry) {
        require(tables.journal.insert(entry.id(), entry), "there is an entry " + entry.id() + " already");
    }

    @Override
    public void update(JournalEntry entry) {
        require(tables.journal.replaceIf(entry.id(), now -> true, entry), "there is no entry " + entry.id());
    }

    @Override
    public void remove(UUID id) {
        tables.journal.remove(id);
    }

    @Override
    public Optional<JournalEntry> find(UUID id) {
        return tables.journal.find(id);
    }

    @Override
    public List<JournalEntry> ofServer(ServerId server) {
        return all().stream().filter(entry -> entry.server().equals(server)).toList();
    }

    @Override
    public List<JournalEntry> all() {
        return tables.journal.stream().sorted(AS_BEGUN).toList();
    }
}

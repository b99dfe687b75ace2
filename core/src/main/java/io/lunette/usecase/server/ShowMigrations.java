package io.lunette.usecase.server;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Migration;
import io.lunette.model.ServerId;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import java.util.List;

/** Shows live migrations to administrators, the newest first. */
public final class ShowMigrations {
    private final StateStore store;
    private final Journal journal;

    ShowMigrations(StateStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    public Outcome<List<Migration>> list(Caller caller) {
        return caller.isAdmin()
                ? Outcome.done(
                        store.migrations().list().stream().map(this::asItIs).toList())
                : Outcome.failed(new IdentityFailure.NotAllowed("see migrations"));
    }

    /** Those of a server that are under way. */
    public Outcome<List<Migration>> underWay(Caller caller, ServerId server) {
        return list(caller)
                .then(all -> new ServerAccess(store)
                        .server(caller, server)
                        .map(there -> all.stream()
                                .filter(one -> one.server().equals(server)
                                        && one.status().isUnderWay())
                                .toList()));
    }

    /** One of a server's that is under way, by its number. */
    public Outcome<Migration> show(Caller caller, ServerId server, String number) {
        return underWay(caller, server)
                .then(all -> Outcome.of(
                        all.stream()
                                .filter(one -> String.valueOf(one.number()).equals(number))
                                .findFirst(),
                        new MigrationFailure.NotFound(server.toString(), number)));
    }

    /** One that was given up, as by a reset of its server's state, is under way no more. */
    private Migration asItIs(Migration migration) {
        return migration.status().isUnderWay() && journal.find(migration.id()).isEmpty()
                ? migration.with(Migration.Status.ERROR, migration.updated())
                : migration;
    }
}

package io.lunette.server.store;

import io.lunette.port.StateStore;
import io.lunette.port.contract.StateStoreContract;
import io.lunette.run.Journal;
import java.time.Clock;

class PostgresStateStoreTest extends StateStoreContract {
    /** Made once: the migrations are not what is looked at here. */
    private static String migrated;

    @Override
    protected StateStore newStore(Clock clock) {
        PostgresServer server = PostgresServer.get();
        synchronized (PostgresStateStoreTest.class) {
            if (migrated == null) {
                PostgresAddress first = server.newDatabase();
                SqlStateStore.openBeside(first, PostgresServer.keys(), clock)
                        .get()
                        .close();
                migrated = first.database();
            }
        }
        return SqlStateStore.openBeside(server.newDatabase("TEMPLATE " + migrated), PostgresServer.keys(), clock)
                .get();
    }

    @Override
    protected Journal journal(StateStore store) {
        return ((SqlStateStore) store).journal();
    }
}

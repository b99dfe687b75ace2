package io.lunette.server.store;

import io.lunette.port.StateStore;
import io.lunette.port.contract.StateStoreContract;
import io.lunette.run.Journal;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateStoreTest extends StateStoreContract {
    @TempDir
    Path folder;

    @Override
    protected StateStore newStore(Clock clock) {
        return SqlStateStore.open(folder.resolve("state.db"), clock).get();
    }

    @Override
    protected Journal journal(StateStore store) {
        return ((SqlStateStore) store).journal();
    }
}

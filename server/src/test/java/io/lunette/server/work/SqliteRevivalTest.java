package io.lunette.server.work;

import io.lunette.server.store.SqlStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteRevivalTest extends RevivalContract {
    @TempDir
    Path folder;

    @Override
    OtherController otherController() throws IOException {
        return OtherController.on(folder.resolve("state.db"));
    }

    @Override
    SqlStateStore openStore() {
        return SqlStateStore.open(folder.resolve("state.db"), Clock.systemUTC()).get();
    }

    @Override
    boolean shared() {
        return false;
    }
}

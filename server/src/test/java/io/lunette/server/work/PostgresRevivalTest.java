package io.lunette.server.work;

import io.lunette.server.store.PostgresAddress;
import io.lunette.server.store.PostgresServer;
import io.lunette.server.store.SqlStateStore;
import java.io.IOException;
import java.time.Clock;

class PostgresRevivalTest extends RevivalContract {
    private final PostgresAddress address = PostgresServer.get().newDatabase();

    @Override
    OtherController otherController() throws IOException {
        return OtherController.on(address);
    }

    @Override
    SqlStateStore openStore() {
        return SqlStateStore.openBeside(address, PostgresServer.keys(), Clock.systemUTC())
                .get();
    }

    @Override
    boolean shared() {
        return true;
    }
}

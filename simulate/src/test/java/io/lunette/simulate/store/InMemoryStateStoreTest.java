package io.lunette.simulate.store;

import io.lunette.port.StateStore;
import io.lunette.port.contract.StateStoreContract;
import java.time.Clock;

class InMemoryStateStoreTest extends StateStoreContract {
    @Override
    protected StateStore newStore(Clock clock) {
        return new InMemoryStateStore(clock);
    }
}

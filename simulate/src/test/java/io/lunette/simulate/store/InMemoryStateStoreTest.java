package io.lunette.simulate.store;

import io.lunette.port.StateStore;
import io.lunette.port.contract.StateStoreContract;
import io.lunette.run.Journal;
import java.time.Clock;

class InMemoryStateStoreTest extends StateStoreContract {
    @Override
    protected StateStore newStore(Clock clock) {
        return new InMemoryStateStore(clock);
    }

    @Override
    protected Journal journal(StateStore store) {
        return ((InMemoryStateStore) store).journal();
    }
}

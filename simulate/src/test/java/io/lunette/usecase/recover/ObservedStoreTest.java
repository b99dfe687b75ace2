package io.lunette.usecase.recover;

import io.lunette.port.StateStore;
import io.lunette.port.contract.StateStoreContract;
import io.lunette.simulate.store.InMemoryStateStore;
import java.time.Clock;

/** A store that is observed is still one. */
class ObservedStoreTest extends StateStoreContract {
    @Override
    protected StateStore newStore(Clock clock) {
        return new ObservedStore(new InMemoryStateStore(clock));
    }
}

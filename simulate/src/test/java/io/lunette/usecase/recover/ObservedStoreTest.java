package io.lunette.usecase.recover;

import io.lunette.port.StateStore;
import io.lunette.port.contract.StateStoreContract;
import io.lunette.run.Journal;
import io.lunette.simulate.store.InMemoryStateStore;
import java.time.Clock;

/** A store that is observed is still one. */
class ObservedStoreTest extends StateStoreContract {
    private InMemoryStateStore observed = new InMemoryStateStore();

    @Override
    protected StateStore newStore(Clock clock) {
        observed = new InMemoryStateStore(clock);
        return new ObservedStore(observed);
    }

    @Override
    protected Journal journal(StateStore store) {
        return observed.journal();
    }
}

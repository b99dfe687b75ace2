package io.lunette.port.contract;

import io.lunette.port.StateStore;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store for each test, opened by whoever runs the suite, with a clock that stands still. */
abstract class StoreContract {
    final SettableClock clock = new SettableClock(Samples.NOON);
    StateStore store;

    /** An empty store whose leases end by {@code clock}. */
    abstract StateStore open(Clock clock);

    @BeforeEach
    void open() {
        store = open(clock);
    }

    @AfterEach
    void close() {
        store.close();
    }
}

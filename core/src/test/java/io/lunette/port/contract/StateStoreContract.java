package io.lunette.port.contract;

import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** Holds an implementation of {@link StateStore} to every sentence of the port. */
public abstract class StateStoreContract {

    /** An empty store of the test's own, whose leases end by {@code clock}. The suite closes it. */
    protected abstract StateStore newStore(Clock clock);

    /** The journal in the same store. */
    protected abstract Journal journal(StateStore store);

    @Nested
    class AtomicWork extends AtomicallyContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class ServerRows extends ServersContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class VolumeRows extends VolumesContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class AttachmentRows extends AttachmentsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class ChapAccountRows extends ChapAccountsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class ImageRows extends ImagesContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class FlavorRows extends FlavorsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class MigrationRows extends MigrationsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class KeypairRows extends KeypairsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class ClusterRows extends ClustersContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class HostRows extends HostsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class VirtualAdapterRows extends VirtualAdaptersContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class IdentityRows extends IdentitiesContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class TokenRows extends TokensContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class OperationRows extends OperationsContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class LeaseRows extends LeasesContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }
    }

    @Nested
    class JournalRows extends JournalContract {
        @Override
        StateStore open(Clock clock) {
            return newStore(clock);
        }

        @Override
        Journal journalOf(StateStore store) {
            return journal(store);
        }
    }
}

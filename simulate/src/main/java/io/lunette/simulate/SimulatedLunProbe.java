package io.lunette.simulate;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.port.LunProbe;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at the LUNs of a {@link SimulatedLunSource}; a portal can be told to take connections and say nothing. */
public final class SimulatedLunProbe implements LunProbe {
    private final SimulatedLunSource source;
    private final Duration patience;
    private final Set<Portal> silent = ConcurrentHashMap.newKeySet();

    /** A probe that waits {@code patience} for a silent portal. */
    public SimulatedLunProbe(SimulatedLunSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public Outcome<LunIdentity> identify(Connection.Network connection, Iqn initiator) {
        if (silent.contains(connection.portal())) {
            return waitInVain(connection);
        }
        return Outcome.of(
                source.seen(connection, initiator), down(connection, "no such LUN is shown to initiator " + initiator));
    }

    public void silence(Portal portal) {
        silent.add(portal);
    }

    public void hearAgain(Portal portal) {
        silent.remove(portal);
    }

    private Outcome<LunIdentity> waitInVain(Connection.Network connection) {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Outcome.failed(down(connection, "the portal did not answer in time"));
    }

    private static StorageFailure.PathDown down(Connection.Network connection, String problem) {
        return new StorageFailure.PathDown(
                connection.portal().toString(), connection.target().toString(), connection.lun(), problem);
    }
}

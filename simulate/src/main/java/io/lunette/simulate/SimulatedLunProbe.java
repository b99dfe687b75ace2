package io.lunette.simulate;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.LunIdentity;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the LUNs of a {@link SimulatedLunSource} and of a {@link SimulatedArray}; a portal can be told to take
 * connections and say nothing.
 */
public final class SimulatedLunProbe implements LunProbe, LunDiscovery {
    private final SimulatedLunSource source;
    private final SimulatedArray array;
    private final Duration patience;
    private final Set<Portal> silent = ConcurrentHashMap.newKeySet();

    /** A probe that waits {@code patience} for a silent portal. */
    public SimulatedLunProbe(SimulatedLunSource source, SimulatedArray array, Duration patience) {
        this.source = source;
        this.array = array;
        this.patience = patience;
    }

    @Override
    public Outcome<LunIdentity> identify(Connection.Network connection, Login login) {
        if (silent.contains(connection.portal())) {
            return waitInVain(connection);
        }
        if (source.refusesAccount(connection, login) || array.refusesAccount(connection.target(), login)) {
            return Outcome.failed(refused(connection, login));
        }
        return Outcome.of(
                source.seen(connection, login).or(() -> onArray(connection, login)),
                down(connection, "no such LUN is shown to initiator " + login.initiator()));
    }

    private Optional<LunIdentity> onArray(Connection.Network path, Login login) {
        return Optional.of(array)
                .filter(there -> there.listensAt(path.portal()))
                .flatMap(there -> there.luns(path.target(), login))
                .flatMap(luns ->
                        luns.stream().filter(lun -> lun.number() == path.lun()).findFirst())
                .flatMap(FoundLun::identity);
    }

    /** The managed target tells only those of its targets whom a mask lets in, and nobody discovers as a server. */
    @Override
    public Outcome<List<OfferedTarget>> targets(Portal portal, Login login) {
        if (portal.equals(SimulatedLunSource.PORTAL) && !silent.contains(portal)) {
            return Outcome.done(List.of());
        }
        return array.listensAt(portal)
                ? Outcome.done(array.targets().stream()
                        .map(target -> new OfferedTarget(target, array.portals()))
                        .toList())
                : Outcome.failed(new StorageFailure.PortalDown(portal.toString(), "nothing listens there"));
    }

    @Override
    public Outcome<List<FoundLun>> luns(Portal portal, Iqn target, Login login) {
        Connection.Network path = new Connection.Network(portal, target, 0);
        if (array.listensAt(portal) && array.refusesAccount(target, login)) {
            return Outcome.failed(refused(path, login));
        }
        return Outcome.of(
                Optional.of(array).filter(there -> there.listensAt(portal)).flatMap(there -> there.luns(target, login)),
                down(path, "the target does not let " + login.initiator() + " in"));
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

    private static StorageFailure.LoginRefused refused(Connection.Network path, Login login) {
        return new StorageFailure.LoginRefused(
                path.portal().toString(),
                path.target().toString(),
                login.initiator().toString(),
                login.chap().map(ChapAccount::user));
    }

    private static StorageFailure.PathDown down(Connection.Network connection, String problem) {
        return new StorageFailure.PathDown(
                connection.portal().toString(), connection.target().toString(), connection.lun(), problem);
    }
}

package io.lunette.server.iscsi.probe;

import com.sun.jna.Native;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.LunIdentity;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import io.lunette.server.iscsi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** Looks at LUNs with libiscsi, which QEMU opens them with: what it finds is what the guest will get. */
public final class IscsiProbe implements LunProbe, LunDiscovery, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_MANY = Duration.ofSeconds(9);

    // Native code ends before the caller gives it up, so that the message is libiscsi's and no thread is left behind.
    private static final Duration MARGIN = Duration.ofMillis(250);

    private final LibIscsi library;
    private final ProbeThreads threads = new ProbeThreads();

    private IscsiProbe(LibIscsi library) {
        this.library = library;
    }

    /** Loads libiscsi: {@code StorageFailure.Unavailable} where it is not installed. */
    public static Outcome<IscsiProbe> load() {
        try {
            return Outcome.done(new IscsiProbe(Native.load(LibIscsi.NAME, LibIscsi.class)));
        } catch (UnsatisfiedLinkError missing) {
            return Outcome.failed(new StorageFailure.Unavailable(
                    "LUNs cannot be looked at", LibIscsi.NAME + " is not there; apt-get install libiscsi7"));
        }
    }

    @Override
    public Outcome<LunIdentity> identify(Connection.Network connection, Login login) {
        return inSession(connection, login, (session, deadline) -> session.exchange(LunPages.COMMANDS, deadline))
                .then(answers -> LunPages.of(answers).identity(connection));
    }

    @Override
    public Outcome<List<OfferedTarget>> targets(Portal portal, Login login) {
        Deadline earlier = Deadline.in(PATIENCE.minus(MARGIN));
        return threads.run(
                portal,
                Deadline.in(PATIENCE),
                problem -> new StorageFailure.PortalDown(portal.toString(), problem),
                () -> new DiscoverySession(library, portal).targets(login, earlier));
    }

    @Override
    public Outcome<List<FoundLun>> luns(Portal portal, Iqn target, Login login) {
        Connection.Network path = new Connection.Network(portal, target, 0);
        Deadline earlier = Deadline.in(PATIENCE_WITH_MANY.minus(MARGIN));
        return threads.run(
                portal,
                Deadline.in(PATIENCE_WITH_MANY),
                problem -> new StorageFailure.PathDown(portal.toString(), target.toString(), 0, problem),
                () -> IscsiSession.withTarget(library, path, login, earlier).then(session -> {
                    try (session) {
                        return new TargetLuns(session, path).read(earlier);
                    }
                }));
    }

    /** A session for {@code work}, on a thread of its own, that ends before its patience does. */
    <T> Outcome<T> inSession(
            Connection.Network path, Login login, BiFunction<IscsiSession, Deadline, Outcome<T>> work) {
        Deadline deadline = Deadline.in(PATIENCE);
        Deadline earlier = Deadline.in(PATIENCE.minus(MARGIN));
        return threads.run(
                path.portal(),
                deadline,
                problem -> new StorageFailure.PathDown(
                        path.portal().toString(), path.target().toString(), path.lun(), problem),
                () -> login(path, login, earlier).then(session -> {
                    try (session) {
                        return work.apply(session, earlier);
                    }
                }));
    }

    /** A session that lasts until it is closed; its caller sees to threads and time. */
    Outcome<IscsiSession> login(Connection.Network path, Login login, Deadline deadline) {
        return IscsiSession.login(library, path, login, deadline);
    }

    /** Waits for nobody; probes under way end by their deadlines. */
    @Override
    public void close() {
        threads.close();
    }
}

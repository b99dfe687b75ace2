package io.lunette.server.iscsi.probe;

import com.sun.jna.Native;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.port.LunProbe;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.RegisteredKeys;
import io.lunette.scsi.ScsiCommand;
import io.lunette.server.iscsi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Looks at LUNs with libiscsi, which QEMU opens them with: what it finds is what the guest will get. */
public final class IscsiProbe implements LunProbe, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    public Outcome<LunIdentity> identify(Connection.Network connection, Iqn initiator) {
        return inSession(connection, initiator, (session, deadline) -> session.exchange(LunPages.COMMANDS, deadline))
                .then(answers -> LunPages.of(answers).identity(connection));
    }

    /** The persistent reservation keys that are registered with the LUN now. */
    public Outcome<RegisteredKeys> persistentReservationKeys(Connection.Network connection, Iqn initiator) {
        return read(connection, initiator, ScsiCommand.readKeys(), RegisteredKeys::parse);
    }

    /** Who holds the LUN's persistent reservation now, if anybody does. */
    public Outcome<Optional<HeldReservation>> persistentReservation(Connection.Network connection, Iqn initiator) {
        return read(connection, initiator, ScsiCommand.readReservation(), HeldReservation::parse);
    }

    private <T> Outcome<T> read(
            Connection.Network path, Iqn initiator, ScsiCommand command, Function<byte[], Parsed<T>> parser) {
        return inSession(path, initiator, (session, deadline) -> session.exchange(List.of(command), deadline))
                .then(answers -> answers.getFirst()
                        .as(parser)
                        .orFail(problem -> new StorageFailure.PathDown(
                                path.portal().toString(), path.target().toString(), path.lun(), problem)));
    }

    private <T> Outcome<T> inSession(
            Connection.Network path, Iqn initiator, BiFunction<IscsiSession, Deadline, Outcome<T>> work) {
        Deadline deadline = Deadline.in(PATIENCE);
        Deadline earlier = Deadline.in(PATIENCE.minus(MARGIN));
        return threads.run(
                path,
                deadline,
                () -> login(path, initiator, earlier).then(session -> {
                    try (session) {
                        return work.apply(session, earlier);
                    }
                }));
    }

    /** A session that lasts until it is closed; its caller sees to threads and time. */
    Outcome<IscsiSession> login(Connection.Network path, Iqn initiator, Deadline deadline) {
        return IscsiSession.login(library, path, initiator, deadline);
    }

    /** Waits for nobody; probes under way end by their deadlines. */
    @Override
    public void close() {
        threads.close();
    }
}

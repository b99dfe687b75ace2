package io.lunette.server.iscsi.probe;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.scsi.Capacity;
import io.lunette.scsi.ReserveOut;
import io.lunette.scsi.ScsiCommand;
import io.lunette.server.iscsi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A session that stays open, as a guest's does. */
public final class SessionForTests implements AutoCloseable {
    private final IscsiProbe probe = IscsiProbe.load().get();
    private final IscsiSession session;

    public SessionForTests(Connection.Network path, Iqn initiator) {
        session = probe.login(path, Login.of(initiator), soon()).get();
    }

    /** The capacity that the unit now tells, after the unit attention that it may tell first; empty if the session is lost. */
    public Optional<ByteCount> capacity() {
        for (int attempt = 0; attempt < 3; attempt++) {
            Outcome<List<Answer>> answers = session.exchange(List.of(ScsiCommand.readCapacity16()), soon());
            if (!(answers instanceof Outcome.Done<List<Answer>> done)) {
                return Optional.empty();
            }
            if (done.value().getFirst().as(Capacity::parse) instanceof Parsed.Valid<Capacity> valid) {
                return Optional.of(valid.value().size());
            }
        }
        return Optional.empty();
    }

    /** Does something about reservations, as a guest does. */
    public void tell(ReserveOut what) {
        Answer answer = new Conversation(session, soon())
                .ask(ScsiCommand.persistentReserveOut(what))
                .get();
        if (answer instanceof Answer.Bad bad) {
            throw new AssertionError(bad.command() + ": " + bad.error());
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        session.close();
        probe.close();
    }
}

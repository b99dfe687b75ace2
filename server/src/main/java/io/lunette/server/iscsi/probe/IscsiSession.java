package io.lunette.server.iscsi.probe;

import com.sun.jna.Pointer;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.scsi.ScsiCommand;
import io.lunette.server.iscsi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A session with a target, logged in as some initiator. It blocks in native code, never beyond the deadlines it is given.
 * One thread at a time. A session that was lost stays lost.
 */
public final class IscsiSession implements AutoCloseable {
    private static final Duration LOGOUT = Duration.ofMillis(500);

    private final LibIscsi library;
    private final Connection.Network path;
    private final Pointer context;
    private final Completions completions = new Completions();
    private final Poll poll = new Poll();
    private boolean open = true;

    private IscsiSession(LibIscsi library, Connection.Network path, Pointer context) {
        this.library = library;
        this.path = path;
        this.context = context;
    }

    /**
     * Logs in at the portal and makes sure that the LUN is there: {@code StorageFailure.PathDown} where either fails. Unit
     * attentions that the unit had for the new nexus are taken off it.
     */
    static Outcome<IscsiSession> login(LibIscsi library, Connection.Network path, Iqn initiator, Deadline deadline) {
        Pointer context = library.iscsi_create_context(initiator.text());
        if (context == null) {
            return Outcome.failed(new StorageFailure.Unavailable("LUN was not looked at", "libiscsi has no memory"));
        }
        IscsiSession session = new IscsiSession(library, path, context);
        Outcome<IscsiSession> loggedIn = session.login(deadline);
        if (!loggedIn.isDone()) {
            session.abandon();
        }
        return loggedIn;
    }

    private Outcome<IscsiSession> login(Deadline deadline) {
        library.iscsi_set_targetname(context, path.target().text());
        library.iscsi_set_session_type(context, LibIscsi.SESSION_NORMAL);
        library.iscsi_set_header_digest(context, LibIscsi.NO_DIGEST);
        library.iscsi_set_noautoreconnect(context, 1);
        Pointer login = completions.next();
        String portal = path.portal().toString();
        if (library.iscsi_full_connect_async(context, portal, path.lun(), completions, login) != 0) {
            return Outcome.failed(down(error()));
        }
        if (!await(List.of(login), deadline)) {
            return Outcome.failed(down(deadline.passed() ? "the target did not answer in time" : error()));
        }
        return completions.take(login) == LibIscsi.STATUS_GOOD ? Outcome.done(this) : Outcome.failed(down(error()));
    }

    /** Sends the commands at once, and gives their answers in the same order. */
    Outcome<List<Answer>> exchange(List<ScsiCommand> commands, Deadline deadline) {
        if (!open) {
            return Outcome.failed(down("the session was lost"));
        }
        List<PendingCommand> pending = new ArrayList<>();
        try {
            boolean queued = true;
            for (ScsiCommand command : commands) {
                PendingCommand each = new PendingCommand(library, command, completions.next());
                pending.add(each);
                queued &= each.queue(context, path.lun(), completions);
            }
            if (!queued || !await(pending.stream().map(PendingCommand::number).toList(), deadline)) {
                StorageFailure lost = down(deadline.passed() ? "the LUN did not answer in time" : error());
                abandon();
                return Outcome.failed(lost);
            }
            return Outcome.done(pending.stream()
                    .map(each -> each.answer(completions.take(each.number()), error()))
                    .toList());
        } finally {
            pending.forEach(PendingCommand::close);
        }
    }

    /** Whether all of them are complete; if not, the deadline passed or the session is lost. */
    private boolean await(List<Pointer> numbers, Deadline deadline) {
        while (!numbers.stream().allMatch(completions::has)) {
            if (deadline.passed()) {
                return false;
            }
            int wanted = library.iscsi_which_events(context);
            int events = poll.await(library.iscsi_get_fd(context), wanted, deadline.leftMillis());
            if (library.iscsi_service(context, events) < 0) {
                return numbers.stream().allMatch(completions::has);
            }
        }
        return true;
    }

    private StorageFailure.PathDown down(String problem) {
        return new StorageFailure.PathDown(
                path.portal().toString(), path.target().toString(), path.lun(), problem);
    }

    private String error() {
        String error = library.iscsi_get_error(context);
        return error == null ? "libiscsi does not say why" : error.strip().replaceAll("[^ -~]+", " ");
    }

    /** Logs out if the target lets it, and ends the connection in any case. */
    @Override
    public void close() {
        if (open) {
            Pointer logout = completions.next();
            if (library.iscsi_logout_async(context, completions, logout) == 0) {
                await(List.of(logout), Deadline.in(LOGOUT));
            }
            abandon();
        }
    }

    /** Ends the connection without a word. */
    private void abandon() {
        open = false;
        library.iscsi_destroy_context(context);
        poll.close();
    }
}

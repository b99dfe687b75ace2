package io.lunette.server.iscsi.probe;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.scsi.ScsiCommand;
import io.lunette.server.iscsi.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session with a target, logged in as some initiator. It blocks in native code, never beyond the deadlines it is given.
 * One thread at a time. A session that was lost stays lost.
 */
public final class IscsiSession implements AutoCloseable {
    private static final String AUTHENTICATION_FAILURE = "Authentication failure";

    private final LibIscsi library;
    private final Connection.Network path;
    private final IscsiContext context;

    private IscsiSession(LibIscsi library, Connection.Network path, IscsiContext context) {
        this.library = library;
        this.path = path;
        this.context = context;
    }

    /**
     * Logs in at the portal and makes sure that the LUN is there: {@code StorageFailure.PathDown} where either fails. Unit
     * attentions that the unit had for the new nexus are taken off it.
     */
    static Outcome<IscsiSession> login(LibIscsi library, Connection.Network path, Login login, Deadline deadline) {
        return login(library, path, path.lun(), login, deadline);
    }

    /** Logs in at the portal and looks at no LUN. */
    static Outcome<IscsiSession> withTarget(LibIscsi library, Connection.Network path, Login login, Deadline deadline) {
        return login(library, path, LibIscsi.NO_LUN, login, deadline);
    }

    private static Outcome<IscsiSession> login(
            LibIscsi library, Connection.Network path, int lun, Login login, Deadline deadline) {
        Optional<IscsiContext> context = IscsiContext.of(library, login);
        if (context.isEmpty()) {
            return Outcome.failed(new StorageFailure.Unavailable("LUN was not looked at", "libiscsi has no memory"));
        }
        IscsiSession session = new IscsiSession(library, path, context.get());
        library.iscsi_set_targetname(context.get().pointer(), path.target().text());
        return context.get()
                .connect(path.portal(), LibIscsi.SESSION_NORMAL, lun, deadline)
                .<Outcome<IscsiSession>>map(problem -> {
                    context.get().abandon();
                    return Outcome.failed(session.notIn(login, problem));
                })
                .orElseGet(() -> Outcome.done(session));
    }

    /** Sends the commands to the path's LUN at once, and gives their answers in the same order. */
    Outcome<List<Answer>> exchange(List<ScsiCommand> commands, Deadline deadline) {
        return exchange(path.lun(), commands, deadline);
    }

    /** The same with another LUN of the target. */
    Outcome<List<Answer>> exchange(int lun, List<ScsiCommand> commands, Deadline deadline) {
        if (!context.isOpen()) {
            return Outcome.failed(down("the session was lost"));
        }
        List<PendingCommand> pending = new ArrayList<>();
        try {
            boolean queued = true;
            for (ScsiCommand command : commands) {
                PendingCommand each = new PendingCommand(
                        library, command, context.completions().next());
                pending.add(each);
                queued &= each.queue(context.pointer(), lun, context.completions());
            }
            if (!queued
                    || !context.await(
                            pending.stream().map(PendingCommand::number).toList(), deadline)) {
                StorageFailure lost = down(deadline.passed() ? "the LUN did not answer in time" : context.error());
                context.abandon();
                return Outcome.failed(lost);
            }
            return Outcome.done(pending.stream()
                    .map(each -> each.answer(context.completions().take(each.number()), context.error()))
                    .toList());
        } finally {
            pending.forEach(PendingCommand::close);
        }
    }

    /** libiscsi tells the login's status in words alone: class 2, detail 1 (RFC 7143 section 11.13.5). */
    private StorageFailure notIn(Login login, String problem) {
        return problem.contains(AUTHENTICATION_FAILURE)
                ? new StorageFailure.LoginRefused(
                        path.portal().toString(),
                        path.target().toString(),
                        login.initiator().toString(),
                        login.chap().map(ChapAccount::user))
                : down(problem);
    }

    private StorageFailure.PathDown down(String problem) {
        return new StorageFailure.PathDown(
                path.portal().toString(), path.target().toString(), path.lun(), problem);
    }

    /** Logs out if the target lets it, and ends the connection in any case. */
    @Override
    public void close() {
        context.logOut();
    }
}

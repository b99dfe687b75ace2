package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.plan.Plan;
import io.lunette.port.Ids;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.JournalEntry.Subject;
import io.lunette.usecase.server.Actions.Action;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Writes down work on servers: what people see of it, and what it takes to bring it to an end after a crash. */
record Works(StateStore store, Journal journal, Revival revival, Actions actions, InstantSource clock, Ids ids) {
    /** Longer than the work takes as a rule: while it goes on, whoever looks is told that the server is busy. */
    private static final Duration UNTIL_MISSED = Duration.ofSeconds(30);

    /** After so many tries without an answer a server is in ERROR, for people to look at. */
    static final int MOST_TRIES = 8;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A piece of work that has begun and not ended. */
    record UnderWay(JournalEntry entry, Action action) {
        /** Whether it was begun before, by this controller or another. */
        boolean isTakenUp() {
            return entry.tries() > 1;
        }
    }

    /** Writes work down before it begins; belongs into one transaction with what marks its subject as busy. */
    UnderWay begin(Caller caller, ServerId server, Kind kind, Optional<Subject> subject, Optional<Plan> plan) {
        return begin(caller, server, kind, subject, List.of(), plan);
    }

    UnderWay begin(
            Caller caller,
            ServerId server,
            Kind kind,
            Optional<Subject> subject,
            List<VolumeId> newVolumes,
            Optional<Plan> plan) {
        return store.atomically(
                () -> write(server, kind, actions.begin(caller, server, word(kind)), subject, newVolumes, plan));
    }

    /** Writes down work that Lunette begins by itself. */
    void beginOwn(Server server, Kind kind) {
        write(server.id(), kind, actions.beginOwn(server, word(kind)), Optional.empty(), List.of(), Optional.empty());
    }

    private UnderWay write(
            ServerId server,
            Kind kind,
            Action action,
            Optional<Subject> subject,
            List<VolumeId> newVolumes,
            Optional<Plan> plan) {
        JournalEntry entry = new JournalEntry(
                ids.next(), server, kind, action.id(), subject, newVolumes, plan, 0, false, clock.instant());
        journal.insert(entry);
        revival.watch(entry.id(), UNTIL_MISSED);
        return new UnderWay(entry, action);
    }

    /** What was written down, as it is taken up. */
    Optional<UnderWay> takeUp(JournalEntry entry) {
        return store.operations()
                .find(entry.server(), entry.operation())
                .map(operation -> new UnderWay(entry, actions.goOn(operation)));
    }

    /** The same, one try later; to be written before the try touches the world. */
    UnderWay trying(UnderWay work) {
        JournalEntry tried = work.entry().triedAgain(false);
        store.atomically(() -> {
            journal.update(tried);
            revival.watch(tried.id(), UNTIL_MISSED);
            return tried;
        });
        return new UnderWay(tried, work.action());
    }

    /** It has come to its end; belongs into one transaction with what tells its outcome. */
    void end(JournalEntry entry) {
        store.atomically(() -> {
            journal.remove(entry.id());
            revival.forget(entry.id());
            return entry;
        });
    }

    /**
     * It is not over, and is taken up later.
     *
     * @param waiting other work on the server may come first */
    void later(UnderWay work, boolean waiting) {
        store.atomically(() -> {
            JournalEntry entry = work.entry();
            if (entry.waiting() != waiting) {
                journal.update(entry.withWaiting(waiting));
            }
            // A guest is asked at an even pace; a host that does not answer, ever more rarely.
            revival.watch(entry.id(), waiting ? SHORTEST_PAUSE : pauseAfter(entry.tries()));
            return entry;
        });
    }

    /** What it was about is gone. */
    void endInVain(UnderWay work) {
        store.atomically(() -> {
            work.action()
                    .failed(new ServerFailure.Interrupted(work.entry().server().toString()));
            end(work.entry());
            return work;
        });
    }

    /** Gives up all that is under way on a server. */
    void forget(ServerId server, Failure why) {
        for (JournalEntry entry : journal.ofServer(server)) {
            takeUp(entry).ifPresent(work -> work.action().failed(why));
            end(entry);
        }
    }

    /** Whether work that failed so is not over: it may still take effect, or has left something. */
    static boolean isOpen(Failure failure) {
        return failure instanceof HostFailure.Uncertain
                || failure instanceof HostFailure.UndoIncomplete
                || failure instanceof ServerFailure.TakenOver;
    }

    /** Whether nobody answered, so that nothing is known. */
    static boolean isNoAnswer(Failure failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE, TIMEOUT -> true;
            default -> false;
        };
    }

    private static Duration pauseAfter(int tries) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(Math.clamp(tries, 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** The Compute API's words for instance actions, and Lunette's where it has none. */
    static String word(Kind kind) {
        return switch (kind) {
            case BOOT -> "create";
            case ATTACH -> "attach_volume";
            case DETACH -> "detach_volume";
            case FORCE_DETACH -> "force_detach_volume";
            case EXTEND -> "extend_volume";
            case MIGRATE -> "live-migration";
            case DELETE -> "delete";
            case START -> "start";
            case STOP -> "stop";
            case SOFT_REBOOT, HARD_REBOOT -> "reboot";
        };
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ServerId;
import io.lunette.run.Fence;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * Brings work to its end that was written down: at once in the background, or when whoever began it did not. Whoever has a
 * server's turn settles what is under way there before anything else, so there is nothing more to do than to take turns.
 */
public final class ResumeWork {
    private final Journal journal;
    private final Turns turns;
    private final Resumptions resumptions;
    private final Executor background;

    ResumeWork(Journal journal, Turns turns, Resumptions resumptions, Executor background) {
        this.journal = journal;
        this.turns = turns;
        this.resumptions = resumptions;
        this.background = background;
    }

    /** Takes one work up. Whether it has ended: not yet also where its server is busy with it, or with other work. */
    public boolean resume(UUID id) {
        journal.find(id).ifPresent(entry -> turns.takeIfFree(entry.server(), fence -> waiting(id, fence)));
        return journal.find(id).isEmpty();
    }

    /** One that let others go first is not settled by the turn. */
    private Outcome<Unit> waiting(UUID id, Fence fence) {
        journal.find(id).filter(JournalEntry::waiting).ifPresent(entry -> resumptions.resume(entry, fence));
        return Outcome.done();
    }

    /** Goes on with work that lets others go first, after {@code wait}, which may take its time. */
    void after(Runnable wait, JournalEntry entry) {
        background.execute(() -> {
            wait.run();
            turns.await(entry.server(), fence -> waiting(entry.id(), fence));
        });
    }

    /** Takes up all that an earlier run of this program left. */
    public void all() {
        journal.all().forEach(entry -> background.execute(() -> resume(entry.id())));
    }

    /** Does what has just been written down for a server when its turn comes, however late. */
    void soon(ServerId server) {
        background.execute(() -> turns.await(server, fence -> Outcome.done()));
    }
}

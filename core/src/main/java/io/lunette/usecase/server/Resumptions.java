package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ServerId;
import io.lunette.run.Fence;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.usecase.server.Works.UnderWay;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How each kind of work that was begun and has not ended is brought to its end, in its server's turn. */
final class Resumptions {
    private final Journal journal;
    private final Works works;
    private final Map<Kind, Resumption> kinds = new EnumMap<>(Kind.class);

    Resumptions(Works works) {
        this.journal = works.journal();
        this.works = works;
    }

    /** Does one kind of work, from its start or from wherever it was left: it looks before it acts. */
    @FunctionalInterface
    interface Resumption {
        /** Ends the work, or leaves it for later with {@link Works#later}. */
        void resume(UnderWay work, Fence fence);
    }

    void add(Kind kind, Resumption resumption) {
        kinds.put(kind, resumption);
    }

    /** One entry, if it is still there. */
    void resume(JournalEntry entry, Fence fence) {
        // Without an operation there is nothing to tell it by, and so no work.
        works.takeUp(entry)
                .ifPresentOrElse(work -> of(entry.kind()).resume(works.trying(work), fence), () -> works.end(entry));
    }

    private Resumption of(Kind kind) {
        return Objects.requireNonNull(kinds.get(kind), kind::name);
    }

    /** Refuses other work on a server on which earlier work cannot be brought to its end yet. */
    Outcome<Unit> settle(ServerId server, Fence fence) {
        for (JournalEntry entry : journal.ofServer(server)) {
            if (!entry.waiting()) {
                resume(entry, fence);
                if (journal.find(entry.id()).filter(left -> !left.waiting()).isPresent()) {
                    return Outcome.failed(new ServerFailure.Unsettled(
                            server.toString(), Works.word(entry.kind()), "its host has not answered yet"));
                }
            }
        }
        return Outcome.done();
    }
}

package io.lunette.plan;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Outcome;
import java.util.List;

/** Plans a new server: which controllers, which disk where, and in which order it comes to be. Pure. */
public final class BootPlanner {

    private BootPlanner() {}

    /** The plan, and the disks in the order they were wished for. */
    public record Boot(Plan plan, List<DiskSpec> disks) {}

    public static Outcome<Boot> plan(BootWish wish) {
        return BootNames.of(wish).then(names -> {
            ServerDraft draft = new ServerDraft(wish);
            for (int i = 0; i < wish.disks().size(); i++) {
                if (draft.add(wish.disks().get(i), names.get(i)) instanceof Outcome.Failed<ServerDraft> refused) {
                    return refused.as();
                }
            }
            PlacedServer placed = draft.placed();
            return Outcome.done(new Boot(placed.plan(), placed.disks()));
        });
    }
}

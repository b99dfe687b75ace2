package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.plan.Story;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random stories on a host: what it shows after each plan is what was planned. {@code -Dlunette.replays=N} takes more of
 * them, {@code -Dlunette.seed=N} others.
 */
public abstract class ReplayContract {
    private static final long SEED = Long.getLong("lunette.seed", 20_261_123L);
    private static final int AT_ONCE = 2;

    protected abstract HypervisorStage stage();

    /** How many stories the tests have time for. */
    protected abstract int stories();

    @Test
    void what_the_host_shows_after_each_plan_is_what_was_planned() throws InterruptedException, ExecutionException {
        int stories = Integer.getInteger("lunette.replays", stories());
        Map<Story.Kind, Integer> done = new EnumMap<>(Story.Kind.class);
        long begun = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Map<Story.Kind, Integer>>> running = workers.invokeAll(LongStream.range(SEED, SEED + stories)
                    .mapToObj(seed -> (Callable<Map<Story.Kind, Integer>>) new Replay(stage(), Story.of(seed))::run)
                    .toList());
            for (Future<Map<Story.Kind, Integer>> story : running) {
                story.get().forEach((kind, times) -> done.merge(kind, times, Integer::sum));
            }
        }
        System.out.printf("%d stories in %d s: %s%n", stories, (System.nanoTime() - begun) / 1_000_000_000, done);
        for (Story.Kind kind : List.of(Story.Kind.ATTACH, Story.Kind.DETACH, Story.Kind.POWER)) {
            assertTrue(done.getOrDefault(kind, 0) > 0, kind + " never came to anything: " + done);
        }
    }
}

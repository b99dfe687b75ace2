package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.lunette.plan.Story.Kind;
import io.lunette.plan.Storyteller.Failed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds of every plan, tried on servers that random things happen to. A failure names its seed and the fewest events
 * that it takes; {@code -Dlunette.seed=N -Dlunette.sequences=1} repeats it alone, {@code -Dlunette.sequences=10000} takes
 * more of them.
 */
class PlannerPropertiesTest {
    private static final long SEED = Long.getLong("lunette.seed", 20_261_123L);
    private static final int SEQUENCES = Integer.getInteger("lunette.sequences", 2000);

    private static final Map<PlannerProperty, Failed> FAILURES = new EnumMap<>(PlannerProperty.class);

    @BeforeAll
    static void tell_all_stories() {
        Map<Long, Map<PlannerProperty, Failed>> bySeed = new java.util.concurrent.ConcurrentHashMap<>();
        LongStream.range(SEED, SEED + SEQUENCES).parallel().forEach(seed -> {
            Map<PlannerProperty, Failed> failures = failures(Story.of(seed));
            if (!failures.isEmpty()) {
                bySeed.put(seed, failures);
            }
        });
        bySeed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .forEach(entry -> FAILURES.putAll(entry.getValue()));
    }

    /** All properties are looked at in one go; which of them failed is found out only where one did. */
    private static Map<PlannerProperty, Failed> failures(Story story) {
        Map<PlannerProperty, Failed> failures = new EnumMap<>(PlannerProperty.class);
        Storyteller all = new Storyteller(
                event -> Arrays.stream(PlannerProperty.values()).forEach(property -> property.check(event)));
        if (all.tell(story).isPresent()) {
            for (PlannerProperty property : PlannerProperty.values()) {
                new Storyteller(property::check).tell(story).ifPresent(failed -> failures.put(property, failed));
            }
        }
        return failures;
    }

    @TestFactory
    List<DynamicTest> of_all_sequences_it_holds_that() {
        return Arrays.stream(PlannerProperty.values())
                .map(property -> DynamicTest.dynamicTest(
                        property.name().toLowerCase(Locale.ROOT),
                        () -> Optional.ofNullable(FAILURES.get(property))
                                .ifPresent(failed -> fail(new Storyteller(property::check)
                                        .shrink(failed)
                                        .toString()))))
                .toList();
    }

    @Test
    void the_sequences_meet_what_they_are_meant_to_meet() {
        List<String> met = new ArrayList<>();
        for (long seed = 0; seed < 200; seed++) {
            new Storyteller(event -> {
                        met.add(event.kind() + (event.plan().isPresent() ? " planned" : ""));
                        event.plan()
                                .ifPresent(plan -> plan.steps()
                                        .forEach(step -> met.add(step.getClass().getSimpleName())));
                        DomainView now = event.after().view();
                        met.add(
                                now.live()
                                                .filter(live -> !live.equals(now.persistent()))
                                                .isPresent()
                                        ? "disagreement"
                                        : now.live().isPresent() ? "running" : "stopped");
                        if (now.controllerIndexes().stream().anyMatch(now::isLeaving)) {
                            met.add("leaving");
                        }
                    })
                    .tell(Story.of(seed));
        }
        for (String wanted : List.of(
                "ATTACH planned",
                "ATTACH",
                "DETACH planned",
                "TIDY planned",
                "POWER",
                "FOREIGN_DEVICE",
                "FOREIGN_REMOVAL",
                "GUEST_RESET",
                "AttachController",
                "AttachDisk",
                "AddIoThread",
                "DetachDisk",
                "DetachController",
                "RemoveIoThread",
                "disagreement",
                "running",
                "stopped",
                "leaving")) {
            assertTrue(met.contains(wanted), wanted);
        }
    }

    @Test
    void a_sequence_that_fails_is_cut_down_to_the_events_it_takes() {
        Storyteller never = new Storyteller(event -> {
            boolean twoLuns = event.after().view().persistent().disks().stream()
                            .filter(disk -> disk.device().equals("lun"))
                            .filter(disk -> disk.alias().isPresent())
                            .count()
                    >= 4;
            assertTrue(!twoLuns, "four LUNs");
        });
        Failed failed = LongStream.range(0, 1000)
                .mapToObj(seed -> never.tell(Story.of(seed)))
                .flatMap(Optional::stream)
                .filter(found -> found.events().size() > 6)
                .findFirst()
                .orElseThrow();
        Failed shrunk = never.shrink(failed);
        assertTrue(shrunk.events().size() < failed.events().size(), shrunk.toString());
        assertTrue(
                shrunk.story().happenings().stream()
                        .allMatch(happening -> happening.kind() == Kind.ATTACH || happening.kind() == Kind.DETACH),
                shrunk.toString());
        assertEquals(shrunk.events(), never.tell(shrunk.story()).orElseThrow().events());
    }
}

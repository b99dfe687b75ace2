package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StormTest {
    private static final long SEED = Long.getLong("lunette.seed", 20_261_123L);

    @Test
    void half_a_minute_of_requests_and_kills_leaves_a_world_that_agrees_with_itself() {
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start();
                Lab lab = Lab.start(new Lab.Place(18891, 91, 23091, Optional.of(libvirtd)))) {
            Map<String, Integer> counts = new Storm(lab, libvirtd, SEED).rage(Duration.ofSeconds(30));

            System.out.println("storm of seed " + SEED + ": " + counts);
            assertTrue(counts.containsKey("service killed"), counts.toString());
        }
    }
}

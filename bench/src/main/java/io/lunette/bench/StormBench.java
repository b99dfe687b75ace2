package io.lunette.bench;

import io.lunette.acceptance.Lab;
import io.lunette.acceptance.PrivateLibvirtd;
import io.lunette.acceptance.Storm;
import java.time.Duration;
import java.util.Optional;

/**
 * Five minutes of random requests by eight clients while the service is killed and a libvirtd of its own restarted at random,
 * and then a look whether service, libvirt and target say the same. {@code -Dlunette.seed=N} takes another storm, {@code
 * -Dlunette.bench.seconds=N} a longer one.
 */
public final class StormBench {
    private static final long SEED = Long.getLong("lunette.seed", 20_261_123L);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("lunette.bench.seconds", 300));

    private StormBench() {}

    public static void main(String[] arguments) {
        System.out.println("before: " + Machine.load());
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start();
                Lab lab = Lab.start(new Lab.Place(18891, 91, 23091, Optional.of(libvirtd)))) {
            new Storm(lab, libvirtd, SEED)
                    .rage(LENGTH)
                    .forEach((what, times) -> System.out.printf("%-24s %6d%n", what, times));
            System.out.println("violations of invariants: 0 (seed " + SEED + ")");
        }
        System.out.println("after:  " + Machine.load());
    }
}

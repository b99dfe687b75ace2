package io.lunette.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens to a server, from its boot on. Each happening carries chance of its own, so that one can be left out and
 * the others stay what they are.
 */
public record Story(long seed, List<Happening> happenings) {
    private static final int LENGTH = 12;
    private static final int MOST_AT_FIRST = 4;

    /** One happening; what it does exactly is made of {@code chance} and of the server as it is by then. */
    public record Happening(Kind kind, long chance) {}

    /** What can happen; the first are Lunette's doing, the others somebody else's. */
    public enum Kind {
        ATTACH(30),
        DETACH(22),
        TIDY(10),
        POWER(8),
        FOREIGN_DEVICE(12),
        FOREIGN_REMOVAL(5),
        GUEST_RESET(4);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static Kind any(Random random) {
            int rest = random.nextInt(91);
            for (Kind kind : values()) {
                rest -= kind.weight;
                if (rest < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("the weights do not add up");
        }
    }

    public Story {
        happenings = List.copyOf(happenings);
    }

    /** The story of this seed. */
    public static Story of(long seed) {
        Random random = new Random(seed);
        List<Happening> happenings = new ArrayList<>();
        for (int i = random.nextInt(MOST_AT_FIRST); i > 0; i--) {
            happenings.add(new Happening(Kind.FOREIGN_DEVICE, random.nextLong()));
        }
        for (int i = 0; i < LENGTH; i++) {
            happenings.add(new Happening(Kind.any(random), random.nextLong()));
        }
        return new Story(seed, happenings);
    }

    Story without(int happening) {
        List<Happening> fewer = new ArrayList<>(happenings);
        fewer.remove(happening);
        return new Story(seed, fewer);
    }
}

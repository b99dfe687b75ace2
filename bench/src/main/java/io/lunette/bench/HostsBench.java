package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.PrivateLibvirtd;
import io.lunette.acceptance.Stock;
import java.util.Optional;

/**
 * Whether a host that hangs slows down another: attaches and detaches through the API on a real host, in turns of some pairs
 * while a second host answers and some while its libvirtd is stopped (SIGSTOP), as one ratio. Nobody is in the guest.
 */
public final class HostsBench {
    private static final int ROUNDS = Integer.getInteger("lunette.bench.rounds", 6);
    private static final int PAIRS = 10;

    private final Api api;
    private final PrivateLibvirtd north;
    private final Figures[] beside = {new Figures("attach and detach, the other up"), new Figures("  the other hung")};

    private HostsBench(Lab lab, PrivateLibvirtd north) {
        this.api = lab.connect(Api::as);
        this.north = north;
    }

    public static void main(String[] arguments) {
        System.out.println("before: " + Machine.load());
        try (PrivateLibvirtd south = PrivateLibvirtd.start();
                PrivateLibvirtd north = PrivateLibvirtd.start();
                Lab lab = Lab.start(new Lab.Place(27302, 79, 27303, Optional.of(south)))) {
            new Stock(lab).flavor("tiny", 64);
            new HostsBench(lab, north).run();
        }
        System.out.println("after:  " + Machine.load());
    }

    private void run() {
        String server = api.server("here", api.flavor("tiny"), api.rootVolume("root"));
        String volume = api.volume("data", 1, true);
        api.post(
                "/v1/hosts",
                "{\"host\": {\"name\": \"north\", \"uri\": \"" + north.uri() + "\", \"zone\": \"attic\"}}");
        pairs(server, volume, new Figures("warm-up"));
        for (int round = 0; round < ROUNDS; round++) {
            // Whichever comes first meets what the other left: so they take turns at that too.
            measure(server, volume, round % 2 == 1);
            measure(server, volume, round % 2 == 0);
        }
        System.out.println(beside[0]);
        System.out.println(beside[1]);
        System.out.printf("hung / up %.2f%n", beside[1].median() / beside[0].median());
    }

    private void measure(String server, String volume, boolean hung) {
        north.freeze(hung);
        try {
            pairs(server, volume, beside[hung ? 1 : 0]);
        } finally {
            north.freeze(false);
        }
    }

    private void pairs(String server, String volume, Figures figures) {
        for (int pair = 0; pair < PAIRS; pair++) {
            figures.time(() -> {
                api.attachAndAnswer(server, volume);
                api.detach(server, volume);
            });
        }
    }
}

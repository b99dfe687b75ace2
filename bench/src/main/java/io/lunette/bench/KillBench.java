package io.lunette.bench;

import io.lunette.acceptance.KillMatrix;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.PrivateLibvirtd;
import java.util.Optional;

/**
 * Kills the service before and after every record of every kind of work, on a real libvirtd, QEMU and target, and prints
 * how many places each has. It ends with an error at the first that does not survive.
 */
public final class KillBench {
    private KillBench() {}

    public static void main(String[] arguments) {
        System.out.println("before: " + Machine.load());
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start();
                Lab lab = Lab.start(new Lab.Place(18894, 94, 23094, Optional.of(libvirtd)))) {
            KillMatrix matrix = new KillMatrix(lab);
            for (KillMatrix.Kind kind : KillMatrix.Kind.values()) {
                long begun = System.nanoTime();
                int places = matrix.run(kind);
                System.out.printf(
                        "%-28s killed at %3d places, survived %3d, in %.0f s%n",
                        kind, places, places, (System.nanoTime() - begun) / 1e9);
            }
        }
        System.out.println("after:  " + Machine.load());
    }
}

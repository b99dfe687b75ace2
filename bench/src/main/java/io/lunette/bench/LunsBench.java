package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.Array;
import io.lunette.acceptance.Command;
import io.lunette.acceptance.Domain;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Very many LUNs, each with a target of its own, on one real QEMU through the API, and off again. The domain is paused, so
 * no guest ever answers, and the controllers that came with the LUNs stay in what runs, on their way out.
 */
public final class LunsBench {
    private static final int LUNS = Integer.getInteger("lunette.bench.luns", 300);
    private static final int EACH = 50;

    private LunsBench() {}

    public static void main(String[] arguments) {
        System.out.println("before: " + Machine.load());
        try (Lab lab = Lab.start()) {
            run(lab, lab.connect(Api::as));
        }
        System.out.println("after:  " + Machine.load());
    }

    private static void run(Lab lab, Api api) {
        Stock stock = new Stock(lab);
        stock.flavor("tiny", 64);
        String root = stock.volume("root", "--size", "1", "--bootable", "--property", "hw_scsi_model=virtio-scsi");
        String server = api.server("many", api.flavor("tiny"), root);
        Command.run("virsh", "suspend", server).must();
        List<String> volumes = new ArrayList<>();
        for (int number = 1; number <= LUNS; number++) {
            volumes.add(api.volume("lun" + number, 1, true));
        }
        timed("attach", volumes, volume -> api.attach(server, volume));
        System.out.printf(
                "tgtd has %d threads; controllers %s%n",
                Machine.threads(lab.target().pid()), Domain.live(server).scsiControllers());
        check(new TreeSet<>(Domain.live(server).addresses()).size() == LUNS + 1, "every LUN has an address of its own");
        check(Domain.persistent(server).addresses().size() == LUNS + 1, "the definition has them all");
        timed("detach", volumes, volume -> api.detach(server, volume));
        check(Domain.live(server).addresses().size() == 1, "none but the root is left in what runs");
        check(Domain.persistent(server).addresses().size() == 1, "nor in the definition");
        check(
                Domain.live(server).scsiControllers().size() == 2,
                "the controller that came stays in what runs, on its way out");
        check(
                volumes.stream().allMatch(volume -> Array.exposedTo(lab, volume).isEmpty()),
                "no target lets anybody in any more");
        System.out.printf(
                "controllers live %s, defined %s%n",
                Domain.live(server).scsiControllers(), Domain.persistent(server).scsiControllers());
        check(
                Set.copyOf(Domain.persistent(server).scsiControllers()).equals(Set.of("0:virtio-scsi")),
                "the controllers that came are defined no more");
    }

    private interface Step {
        void on(String volume);
    }

    private static void timed(String what, List<String> volumes, Step step) {
        long begun = System.nanoTime();
        for (int from = 0; from < volumes.size(); from += EACH) {
            int to = Math.min(from + EACH, volumes.size());
            Figures figures = new Figures(what + " " + (from + 1) + " to " + to);
            volumes.subList(from, to).forEach(volume -> figures.time(() -> step.on(volume)));
            System.out.println(figures);
        }
        System.out.printf("%s of %d: %.1f s%n", what, volumes.size(), (System.nanoTime() - begun) / 1e9);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
        System.out.println("so it is: " + what);
    }
}

package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.Stock;
import io.lunette.model.ScsiAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/**
 * How many LUNs a second eight clients attach to eight servers on real QEMU, each to its own, through the API and by raw
 * libvirt calls of eight threads, in turn. Nobody is in the guests. Detaching is not counted.
 */
public final class ThroughputBench {
    private static final int CLIENTS = 8;
    private static final int LUNS = 8;
    private static final int ROUNDS = Integer.getInteger("lunette.bench.rounds", 10);
    private static final int WARM_UP = 4;

    private final Lab lab;
    private final Api api;

    /** One client's server, its LUNs, and others that are put there past Lunette. */
    private record Place(String server, List<String> volumes, List<RawDisk> raw) {}

    private ThroughputBench(Lab lab) {
        this.lab = lab;
        this.api = lab.connect(Api::as);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("before: " + Machine.load());
        try (Lab lab = Lab.start()) {
            new ThroughputBench(lab).run();
        }
        System.out.println("after:  " + Machine.load());
    }

    private void run() throws LibvirtException, InterruptedException, ExecutionException {
        new Stock(lab).flavor("tiny", 64);
        List<Place> places = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            places.add(place(client));
        }
        double ours = 0;
        double raw = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double through = rate(
                    places, place -> place.volumes().forEach(volume -> api.attachAndAnswer(place.server(), volume)));
            rate(places, place -> place.volumes().forEach(volume -> api.detach(place.server(), volume)));
            double without = rate(places, place -> place.raw().forEach(RawDisk::attach));
            rate(places, place -> place.raw().forEach(RawDisk::detachDisk));
            if (round >= 0) {
                ours += through / ROUNDS;
                raw += without / ROUNDS;
                System.out.printf("round %2d: %6.1f a second through the API, %6.1f raw%n", round, through, without);
            }
        }
        System.out.printf("mean: %.1f and %.1f attaches a second; ours / raw %.2f%n", ours, raw, ours / raw);
    }

    private Place place(int client) throws LibvirtException {
        String server = api.server("client" + client, api.flavor("tiny"), api.rootVolume("root" + client));
        Connect libvirt = new Connect("qemu:///system");
        List<String> volumes = new ArrayList<>();
        List<RawDisk> raw = new ArrayList<>();
        for (int number = 0; number < LUNS; number++) {
            volumes.add(api.volume("ours", 1, true));
            RawDisk disk = new RawDisk(
                    lab,
                    libvirt,
                    server,
                    api.volume("raw", 1, true),
                    Optional.empty(),
                    "sd" + (char) ('p' + number),
                    new ScsiAddress(0, 0, 100 + number, 0));
            disk.bind(true);
            raw.add(disk);
        }
        return new Place(server, volumes, raw);
    }

    /** All clients at once, each at its own place; attaches a second. */
    private static double rate(List<Place> places, Consumer<Place> work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            long begun = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (Place place : places) {
                running.add(threads.submit(() -> work.accept(place)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return CLIENTS * LUNS * 1e9 / (System.nanoTime() - begun);
        }
    }
}

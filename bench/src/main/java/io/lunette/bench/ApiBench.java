package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.SimulatedLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The control plane alone, on SIMULATED hosts and LUNs: latencies, rates, start and memory. */
public final class ApiBench {
    private static final int ROUNDS = Integer.getInteger("lunette.bench.rounds", 200);
    private static final int CLIENTS = 8;
    private static final int LISTED_SERVERS = 50;
    private static final Duration SERIES = Duration.ofSeconds(5);

    private final SimulatedLab lab;
    private final Api api;

    private ApiBench(SimulatedLab lab, Api api) {
        this.lab = lab;
        this.api = api;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("SIMULATED hosts and LUNs: these figures are of the control plane alone");
        System.out.println("before: " + Machine.load());
        startToFirstAttach();
        try (SimulatedLab lab = SimulatedLab.start()) {
            new ApiBench(lab, lab.connect(Api::as)).run();
        }
        System.out.println("after:  " + Machine.load());
    }

    private static void startToFirstAttach() {
        Figures figures = new Figures("SIMULATED start to first attach (boot too)");
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (SimulatedLab lab = SimulatedLab.start()) {
                Api api = lab.connect(Api::as);
                String server = bootable(api, "first");
                String volume = api.volume("data", 1, true);
                api.attach(server, volume);
                figures.add(System.nanoTime() - start);
            }
        }
        System.out.println(figures);
    }

    private static String bootable(Api api, String name) {
        String root = api.volume(name + "-root", 1, true);
        api.post("/volume/v3/volumes/" + root + "/action", "{\"os-set_bootable\":{\"bootable\":true}}");
        return api.server(
                name, api.get("/compute/v2.1/flavors").at("/flavors/0/id").asText(), root);
    }

    private void run() throws InterruptedException, ExecutionException {
        List<String> servers = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        Figures boot = new Figures("SIMULATED boot, POST to ACTIVE");
        for (int i = 0; i < CLIENTS; i++) {
            volumes.add(api.volume("data" + i, 1, true));
        }
        for (int i = 0; i < LISTED_SERVERS; i++) {
            String root = api.volume("root" + i, 1, true);
            api.post("/volume/v3/volumes/" + root + "/action", "{\"os-set_bootable\":{\"bootable\":true}}");
            String flavor = api.get("/compute/v2.1/flavors").at("/flavors/0/id").asText();
            long start = System.nanoTime();
            servers.add(api.server("server" + i, flavor, root));
            boot.add(System.nanoTime() - start);
        }
        System.out.println(boot);
        latencies(servers.getFirst(), volumes.getFirst());
        rate("attaches (each followed by its detach)", CLIENTS, (client, number) -> {
            client.attach(servers.get(number), volumes.get(number));
            client.detach(servers.get(number), volumes.get(number));
        });
        rate("lists of 50 servers in detail", 1, (client, number) -> client.get("/compute/v2.1/servers/detail"));
        rate("lists of 50 servers in detail", CLIENTS, (client, number) -> client.get("/compute/v2.1/servers/detail"));
        System.out.printf(Locale.ROOT, "SIMULATED resident memory %d MiB%n", Machine.residentMiB(lab.pid()));
    }

    private void latencies(String server, String volume) {
        Figures attach = new Figures("SIMULATED attach, POST to in-use");
        Figures detach = new Figures("SIMULATED detach, DELETE to available");
        for (int i = -50; i < ROUNDS; i++) {
            long start = System.nanoTime();
            api.attach(server, volume);
            long between = System.nanoTime();
            api.detach(server, volume);
            if (i >= 0) {
                attach.add(between - start);
                detach.add(System.nanoTime() - between);
            }
        }
        System.out.println(attach);
        System.out.println(detach);
    }

    private interface Work {
        void once(Api client, int number);
    }

    private void rate(String name, int clients, Work work) throws InterruptedException, ExecutionException {
        count(clients, work, SERIES.dividedBy(5));
        long done = count(clients, work, SERIES);
        System.out.printf(
                Locale.ROOT,
                "SIMULATED %s, %d client(s): %.0f a second%n",
                name,
                clients,
                done / (double) SERIES.toSeconds());
    }

    private long count(int clients, Work work, Duration length) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + length.toNanos();
        List<Callable<Long>> loops = new ArrayList<>();
        for (int number = 0; number < clients; number++) {
            int mine = number;
            Api client = lab.connect(Api::as);
            loops.add(() -> {
                long rounds = 0;
                while (System.nanoTime() < end) {
                    work.once(client, mine);
                    rounds++;
                }
                return rounds;
            });
        }
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (Future<Long> loop : threads.invokeAll(loops)) {
                done += loop.get();
            }
        }
        return done;
    }
}

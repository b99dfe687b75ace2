package io.lunette.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that boot, attach, detach and delete at random while the service is killed and its libvirtd restarted at random;
 * afterwards service, libvirt and target must say the same. What is asked for follows from the seed, what comes of it does
 * not.
 */
public final class Storm {
    private static final int CLIENTS = 8;
    private static final int SERVERS = 10;
    private static final int VOLUMES = 40;
    private static final Duration REQUEST_PAUSE = Duration.ofMillis(50);

    private final Lab lab;
    private final PrivateLibvirtd libvirtd;
    private final long seed;
    private final Api api;
    private final String flavor;
    private final List<String> volumes = new ArrayList<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    public Storm(Lab lab, PrivateLibvirtd libvirtd, long seed) {
        this.lab = lab;
        this.libvirtd = libvirtd;
        this.seed = seed;
        new Stock(lab).flavor("tiny", 64);
        this.api = lab.connect(Api::as);
        this.flavor = api.flavor("tiny");
        for (int number = 0; number < VOLUMES; number++) {
            volumes.add(api.rootVolume("storm" + number));
        }
    }

    /** What was asked for and came of it, and how often the service and libvirtd died; throws when they do not agree. */
    public Map<String, Integer> rage(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed * 31 + client);
                running.add(threads.submit(() -> client(random, end)));
            }
            running.add(threads.submit(() -> kill(new Random(seed), end)));
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException broken) {
            throw new IllegalStateException("seed " + seed, broken);
        }
        try {
            Agreement agreement = new Agreement(lab, api);
            agreement.settle();
            agreement.checkButForBoots().forEach(this::tell);
        } catch (IllegalStateException broken) {
            throw new AssertionError(
                    "seed " + seed + ", " + new TreeMap<>(counts) + ": " + broken.getMessage(), broken);
        }
        return new TreeMap<>(counts);
    }

    private void tell(String fault) {
        System.out.println("a server did not come up: " + fault);
        counts.merge("not come up", 1, Integer::sum);
    }

    private void client(Random random, long end) {
        while (System.nanoTime() < end) {
            String what = "list";
            try {
                List<String> servers = servers();
                int choice = random.nextInt(11);
                String volume = volumes.get(random.nextInt(VOLUMES));
                if (servers.size() < SERVERS && (choice < 3 || servers.isEmpty())) {
                    what = "boot";
                    count(what, boot(volume).status());
                } else if (choice == 10) {
                    what = "extend";
                    count(what, api.tryExtend(volume, sizeOf(volume) + 1).status());
                } else {
                    String server = servers.get(random.nextInt(servers.size()));
                    what = choice < 6 ? "attach" : choice < 9 ? "detach" : "delete";
                    count(what, request(what, server, volume, random).status());
                }
            } catch (UncheckedIOException died) {
                counts.merge(what + ": no answer", 1, Integer::sum);
            } catch (IllegalStateException refused) {
                counts.merge(what + ": refused", 1, Integer::sum);
            }
            pause(REQUEST_PAUSE);
        }
    }

    private long sizeOf(String volume) {
        return api.get("/volume/v3/volumes/" + volume).at("/volume/size").asLong();
    }

    private void count(String what, int status) {
        counts.merge(what + ": " + status, 1, Integer::sum);
    }

    private List<String> servers() {
        List<String> found = new ArrayList<>();
        for (JsonNode server : api.get("/compute/v2.1/servers").path("servers")) {
            found.add(server.path("id").asText());
        }
        return found;
    }

    private Api.Answer boot(String volume) {
        return api.tryPost("/compute/v2.1/servers", """
                        {"server":{"name":"storm","flavorRef":"%s","imageRef":"","networks":"none",
                        "block_device_mapping_v2":[{"uuid":"%s","source_type":"volume","destination_type":"volume",
                        "disk_bus":"scsi","device_type":"lun","boot_index":"0"}]}}""".formatted(flavor, volume));
    }

    private Api.Answer request(String what, String server, String volume, Random random) {
        return switch (what) {
            case "attach" -> api.tryAttach(server, volume);
            case "detach" -> {
                List<String> attached = new ArrayList<>();
                api.get(Agreement.attachments(server))
                        .path("volumeAttachments")
                        .forEach(each -> attached.add(each.path("volumeId").asText()));
                yield attached.isEmpty()
                        ? api.tryAttach(server, volume)
                        : api.tryDelete(
                                Agreement.attachments(server) + "/" + attached.get(random.nextInt(attached.size())));
            }
            default -> api.tryDelete("/compute/v2.1/servers/" + server);
        };
    }

    private void kill(Random random, long end) {
        while (System.nanoTime() < end) {
            pause(Duration.ofMillis(2_000 + random.nextInt(6_000)));
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    lab.kill();
                    lab.startAgain();
                    counts.merge("service killed", 1, Integer::sum);
                }
                case 3 -> {
                    lab.stop();
                    lab.startAgain();
                    counts.merge("service stopped", 1, Integer::sum);
                }
                default -> {
                    libvirtd.kill();
                    pause(Duration.ofMillis(random.nextInt(1_000)));
                    libvirtd.startAgain();
                    counts.merge("libvirtd killed", 1, Integer::sum);
                }
            }
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

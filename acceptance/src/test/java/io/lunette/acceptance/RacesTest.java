package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is asked for at the same moment, on real parts; afterwards service, libvirt and target say the same. */
class RacesTest {
    private static final int TIMES = 20;
    private static final int CROWD = 16;

    private static Lab lab;
    private static Api api;
    private static String flavor;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        new Stock(lab).flavor("tiny", 32);
        api = lab.connect(Api::as);
        flavor = api.flavor("tiny");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String server() {
        return api.server("racer", flavor, api.rootVolume("root"));
    }

    private static String volume() {
        return api.volume("data", 1, true);
    }

    private static Api.Answer detach(String server, String volume) {
        return api.tryDelete(Agreement.attachments(server) + "/" + volume);
    }

    private static List<Integer> together(List<Callable<Api.Answer>> requests) {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
            List<Future<Integer>> running = new ArrayList<>();
            for (Callable<Api.Answer> request : requests) {
                running.add(threads.submit(() -> {
                    start.await();
                    return request.call().status();
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : running) {
                statuses.add(each.get());
            }
            new Agreement(lab, api).settle();
            return statuses.stream().sorted().toList();
        } catch (ExecutionException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void clear(String... servers) {
        for (String server : servers) {
            api.delete("/compute/v2.1/servers/" + server);
        }
        api.await("/compute/v2.1/servers", body -> body.path("servers").isEmpty());
    }

    @Test
    void of_two_attaches_of_one_volume_one_wins() {
        String one = server();
        String other = server();
        String volume = volume();
        for (int time = 0; time < TIMES; time++) {
            assertEquals(
                    List.of(200, 400),
                    together(List.of(() -> api.tryAttach(one, volume), () -> api.tryAttach(other, volume))));
            new Agreement(lab, api).check();
            for (String server : List.of(one, other)) {
                detach(server, volume);
            }
            api.awaitVolume(volume, "available");
        }
        clear(one, other);
    }

    @Test
    void two_attaches_to_one_server_get_two_places_and_two_detaches_free_them() {
        String server = server();
        String one = volume();
        String other = volume();
        for (int time = 0; time < TIMES; time++) {
            assertEquals(
                    List.of(200, 200),
                    together(List.of(() -> api.tryAttach(server, one), () -> api.tryAttach(server, other))));
            new Agreement(lab, api).check();
            List<Integer> detached = together(
                    List.of(() -> detach(server, one), () -> detach(server, one), () -> detach(server, other)));
            assertTrue(detached.stream().allMatch(status -> status == 202 || status == 404), detached.toString());
            new Agreement(lab, api).check();
        }
        clear(server);
    }

    @Test
    void an_attach_and_a_deletion_leave_the_volume_free() {
        String volume = volume();
        for (int time = 0; time < TIMES; time++) {
            String server = server();
            together(List.of(
                    () -> api.tryAttach(server, volume), () -> api.tryDelete("/compute/v2.1/servers/" + server)));
            api.await("/compute/v2.1/servers", body -> body.path("servers").isEmpty());
            api.awaitVolume(volume, "available");
            new Agreement(lab, api).check();
        }
    }

    @Test
    void of_many_servers_that_want_one_lun_one_gets_it() {
        List<String> servers = new ArrayList<>();
        for (int number = 0; number < CROWD; number++) {
            servers.add(server());
        }
        String volume = volume();
        List<Integer> statuses = together(servers.stream()
                .<Callable<Api.Answer>>map(server -> () -> api.tryAttach(server, volume))
                .toList());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals(
                CROWD - 1, statuses.stream().filter(status -> status == 400).count(), statuses.toString());
        new Agreement(lab, api).check();
        clear(servers.toArray(String[]::new));
    }
}

package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On the host that libvirt's client library pretends: no daemon, but the library must be installed. */
@Tag("real")
class CallsTest {
    private static final int AT_ONCE = 16;

    private final CountDownLatch release = new CountDownLatch(1);
    private final Calls calls = calls("test:///default");

    private static Calls calls(String uri) {
        return new Calls(
                new LibvirtHost(
                        new HostName("pretended"),
                        URI.create(uri),
                        LibvirtHost.VirtType.QEMU,
                        "pool",
                        "/nowhere",
                        Duration.ofSeconds(2)),
                new DomainEvents());
    }

    @AfterEach
    void end() {
        release.countDown();
        calls.close();
    }

    private Outcome<String> hang() {
        return calls.change("hang", connection -> {
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return Outcome.done("at last");
        });
    }

    @Test
    void a_call_is_made_on_an_open_connection() {
        assertFalse(calls.read("say its name", connection -> Outcome.done(connection.hostname()))
                .get()
                .isBlank());
    }

    @Test
    void a_call_runs_on_a_platform_thread_also_for_a_virtual_one() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Outcome<Boolean> isVirtual = threads.submit(() -> calls.read(
                            "look",
                            connection -> Outcome.done(Thread.currentThread().isVirtual())))
                    .get();
            assertEquals(Outcome.done(false), isVirtual);
        }
    }

    @Test
    void a_call_that_does_not_return_in_time_is_uncertain() {
        assertInstanceOf(HostFailure.Uncertain.class, hang().failureIfAny().orElseThrow());
    }

    @Test
    void when_every_thread_hangs_a_further_call_is_refused_and_did_not_happen() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(this::hang);
            }
        }
        assertInstanceOf(HostFailure.Unreachable.class, hang().failureIfAny().orElseThrow());
        release.countDown();
        assertEquals(Outcome.done("at last"), hang());
    }

    @Test
    void calls_that_hang_hold_up_no_others() {
        for (int i = 0; i < AT_ONCE / 2; i++) {
            assertFalse(hang().isDone());
        }
        assertTrue(calls.read("look", connection -> Outcome.done(connection.isAlive()))
                .get());
    }

    @Test
    void work_that_makes_progress_may_take_longer_than_patience() {
        Progress progress = new Progress();
        Outcome<String> slow = calls.change("move", progress, connection -> {
            for (int step = 0; step < 10; step++) {
                progress.step();
                pause(Duration.ofMillis(400));
            }
            return Outcome.done("moved");
        });
        assertEquals(Outcome.done("moved"), slow);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_refusal_is_told_in_libvirts_words() {
        Outcome<String> refused = calls.change(
                "define",
                connection -> Outcome.done(connection.define("<domain/>").xml()));
        assertInstanceOf(HostFailure.Refused.class, refused.failureIfAny().orElseThrow());
    }

    @Test
    void a_host_that_is_not_there_is_unreachable() {
        try (Calls nowhere = calls("qemu+unix:///system?socket=/nowhere/libvirt-sock")) {
            assertInstanceOf(
                    HostFailure.Unreachable.class,
                    nowhere.change("look", connection -> Outcome.done("there"))
                            .failureIfAny()
                            .orElseThrow());
        }
    }
}

package io.lunette.simulate.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InterferenceTest {
    private static final HostFailure UNREACHABLE = new HostFailure.Unreachable("simulated", "the cable is out");

    private final SimulatedHypervisor host = new SimulatedHypervisor(new HostName("simulated"));
    private final ServerId server = new ServerId(UUID.randomUUID());

    private Outcome<?> define() {
        return host.define("""
                <domain type='qemu'><name>lunette-%s</name><uuid>%s</uuid><memory>1</memory>
                <metadata><lunette:server xmlns:lunette='urn:io.lunette:domain:1'/></metadata>
                <devices><controller type='scsi' index='0' model='virtio-scsi'><alias name='ua-c'/></controller></devices>
                </domain>""".formatted(server, server));
    }

    @Test
    void a_call_that_shall_fail_changes_nothing_and_the_next_one_works() {
        host.interference().failNext(Call.DEFINE, UNREACHABLE);
        assertEquals(Outcome.failed(UNREACHABLE), define());
        assertTrue(host.servers().get().isEmpty());
        assertTrue(define().isDone());
    }

    @Test
    void the_second_call_can_be_the_one_that_fails() {
        host.interference().failNth(2, Call.DEFINE, UNREACHABLE);
        assertTrue(define().isDone());
        assertFalse(define().isDone());
        assertTrue(define().isDone());
    }

    @Test
    void a_host_that_cannot_be_reached_fails_every_call_until_it_can() {
        host.interference().failAll(UNREACHABLE);
        assertEquals(Outcome.failed(UNREACHABLE), define());
        assertEquals(Outcome.failed(UNREACHABLE), host.servers());
        host.interference().stop();
        assertTrue(define().isDone());
    }

    @Test
    void a_call_whose_answer_is_lost_took_effect() {
        HostFailure uncertain = new HostFailure.Uncertain("simulated", "define a domain");
        host.interference().loseAnswer(Call.DEFINE, uncertain);
        assertEquals(Outcome.failed(uncertain), define());
        assertTrue(host.find(server).get().isPresent());
    }

    @Test
    void a_call_waits_as_long_as_its_hook() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        host.interference().before(Call.DEFINE, () -> {
            entered.countDown();
            try {
                go.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome<?>> defining = threads.submit(this::define);
            entered.await();
            assertTrue(host.find(server).get().isEmpty());
            go.countDown();
            assertTrue(defining.get().isDone());
        }
        assertTrue(host.find(server).get().isPresent());
    }

    @Test
    void a_guest_can_be_told_never_to_let_go_of_controllers() {
        define();
        host.start(server).get();
        host.guestsHoldDevices(true);
        assertEquals(
                DetachResult.STILL_THERE,
                host.detachDevice(server, "ua-c", Scope.BOTH, Duration.ZERO).get());
    }
}

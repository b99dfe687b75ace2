package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Outcome;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.Hypervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why a server is off, and how one hears of it. */
public abstract class HypervisorWatchContract extends HypervisorContract {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(5);

    /** Keeps all that it is told, an empty value for a connection. */
    private static final class Notes implements Hypervisor.Watcher {
        private final BlockingQueue<Optional<ServerId>> told = new LinkedBlockingQueue<>();

        @Override
        public void changed(ServerId server) {
            told.add(Optional.of(server));
        }

        @Override
        public void connected() {
            told.add(Optional.empty());
        }

        void awaitChange(ServerId server) throws InterruptedException {
            await(Optional.of(server));
        }

        void awaitConnection() throws InterruptedException {
            await(Optional.empty());
        }

        private void await(Optional<ServerId> wanted) throws InterruptedException {
            Optional<ServerId> next;
            do {
                next = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
                assertTrue(next != null, "nothing was told of " + wanted);
            } while (!wanted.equals(next));
        }

        /** What is told after this was not told before it. */
        void forget() {
            told.clear();
        }
    }

    private Notes watching() throws InterruptedException {
        Notes notes = new Notes();
        hypervisor().watch(notes);
        notes.awaitConnection();
        return notes;
    }

    private Optional<OffReason> offReason(ServerId server) {
        return found(server).offReason();
    }

    @Test
    void a_server_that_never_ran_is_off_for_no_known_reason() {
        assertEquals(Optional.of(OffReason.UNKNOWN), offReason(defined("")));
    }

    @Test
    void what_is_not_off_has_no_reason_to_be() {
        assertEquals(Optional.empty(), offReason(paused("")));
    }

    @Test
    void a_server_whose_plug_was_pulled_says_so() {
        ServerId server = paused("");
        hypervisor().powerOff(server).get();
        assertEquals(Optional.of(OffReason.DESTROYED), offReason(server));
        hypervisor().powerOff(server).get();
        assertEquals(Optional.of(OffReason.DESTROYED), offReason(server));
    }

    @Test
    void a_server_whose_qemu_was_killed_is_off_because_it_crashed() {
        ServerId server = paused("");
        stage().crash(server);
        assertTrue(hypervisor().awaitOff(server, LONG).get());
        assertEquals(Power.OFF, found(server).power());
        assertEquals(Optional.of(OffReason.CRASHED), offReason(server));
        assertTrue(hypervisor().servers().get().contains(server));
    }

    @Test
    void a_server_that_crashed_can_be_started_again() {
        ServerId server = paused("");
        stage().crash(server);
        assertTrue(hypervisor().awaitOff(server, LONG).get());
        assertEquals(Outcome.done(), hypervisor().startPaused(server));
        assertEquals(Optional.empty(), offReason(server));
    }

    @Test
    void a_server_that_did_not_come_up_says_so() {
        ServerId server = defined(SampleDomain.controller(0, "virtio-scsi") + lun(stage().deadPath(), "sda", 0, 0));
        hypervisor().start(server);
        assertEquals(Optional.of(OffReason.FAILED_TO_START), offReason(server));
    }

    @Test
    @Timeout(180)
    void a_guest_that_powered_itself_off_is_told_from_a_crash() {
        Optional<String> guest = stage().guest();
        Assumptions.assumeTrue(guest.isPresent(), "no guest at hand");
        ServerId server = newServer();
        String console = hypervisor().capabilities().get().consoleLogPath(server);
        hypervisor()
                .define(SampleDomain.bootable(server, guest.orElseThrow(), console))
                .get();
        hypervisor().start(server).get();
        stage().awaitGuest(server);
        // A guest that has only just come up may not have noticed its power button yet.
        do {
            hypervisor().requestShutdown(server).get();
        } while (!hypervisor().awaitOff(server, SHORT).get());
        assertEquals(Optional.of(OffReason.SHUTDOWN), offReason(server));
    }

    @Test
    void who_watches_is_told_first_that_the_host_is_connected_to() throws InterruptedException {
        Notes notes = new Notes();
        hypervisor().watch(notes);
        notes.awaitConnection();
    }

    @Test
    void who_watches_hears_of_a_server_through_its_life() throws InterruptedException {
        ServerId server = defined("");
        Notes notes = watching();
        hypervisor().startPaused(server).get();
        notes.awaitChange(server);
        notes.forget();
        hypervisor().powerOff(server).get();
        notes.awaitChange(server);
        notes.forget();
        hypervisor().undefine(server).get();
        notes.awaitChange(server);
    }

    @Test
    void who_watches_hears_of_a_crash() throws InterruptedException {
        ServerId server = paused("");
        Notes notes = watching();
        stage().crash(server);
        notes.awaitChange(server);
    }

    @Test
    void every_watcher_is_told() throws InterruptedException {
        ServerId server = paused("");
        Notes one = watching();
        Notes other = watching();
        stage().crash(server);
        one.awaitChange(server);
        other.awaitChange(server);
    }

    @Test
    void a_watcher_that_fails_or_takes_its_time_holds_up_neither_the_host_nor_others() throws InterruptedException {
        ServerId server = paused("");
        Notes notes = watching();
        hypervisor().watch(new Hypervisor.Watcher() {
            @Override
            public void changed(ServerId changed) {
                // It is told of others' servers for as long as this host is open.
                if (changed.equals(server)) {
                    hypervisor().awaitOff(changed, LONG);
                    throw new IllegalStateException("as a bug would");
                }
            }

            @Override
            public void connected() {
                throw new IllegalStateException("as a bug would");
            }
        });
        stage().crash(server);
        notes.awaitChange(server);
        notes.forget();
        hypervisor().startPaused(server).get();
        notes.awaitChange(server);
    }

    @Test
    void a_connection_that_broke_is_made_anew_although_nobody_calls_and_then_events_come_again() throws Exception {
        ServerId server = paused("");
        Notes notes = watching();
        stage().breakConnection();
        notes.awaitConnection();
        stage().crash(server);
        notes.awaitChange(server);
    }
}

package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A booted guest that has only lsilogic: a LUN comes with a virtio-scsi controller and goes with it, again and again; and
 * where the LUN fails after its controller came, all is as it was. {@code -Dlunette.cycles=N} says how often.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningGuestTest {
    private static final int CYCLES = Integer.getInteger("lunette.cycles", 50);
    private static final Duration GUEST = Duration.ofSeconds(30);

    /** The event may come too late, and then the LUN is attached: it is taken off and tried again. */
    private static final int TRIES = 8;

    private static Lab lab;
    private static Api api;
    private static String server;
    private static String volume;
    private static Guest guest;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        Stock stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest-lsi", Lab.guestImage(), List.of("hw_scsi_model=lsilogic"));
        lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest-lsi", "guest")
                .must();
        server = stock.awaitServer("guest", "ACTIVE", Duration.ofMinutes(1));
        api = lab.connect(Api::as);
        volume = api.volume("data", 1, true);
        guest = Guest.of(lab, server);
    }

    @AfterAll
    static void stop() {
        if (guest != null) {
            guest.close();
        }
        lab.close();
    }

    /** All that an attach touches. */
    private record State(String live, String definition, List<String> masks, String volume, String attachments) {
        static State now() {
            ObjectNode row = (ObjectNode)
                    api.get("/volume/v3/volumes/" + RunningGuestTest.volume).path("volume");
            row.remove("updated_at");
            return new State(
                    Command.run("virsh", "dumpxml", server).must(),
                    Command.run("virsh", "dumpxml", "--inactive", server).must(),
                    Array.exposedTo(lab, RunningGuestTest.volume),
                    row.toString(),
                    api.get("/compute/v2.1/servers/" + server + "/os-volume_attachments")
                            .toString());
        }
    }

    /** The guest lets controllers go in its own time. */
    private static void awaitControllerGone() {
        Waiting.untilTrue(
                "the controller to be gone",
                GUEST,
                () -> Domain.live(server).scsiControllers().equals(List.of("0:lsilogic"))
                        && !Command.run("virsh", "dumpxml", server).must().contains("<iothread id"));
    }

    @Test
    @Order(1)
    void a_target_that_stops_listening_after_the_controller_came_leaves_nothing_changed() {
        assertUndone(() -> lab.listen(false), () -> lab.listen(true));
    }

    @Test
    @Order(2)
    void a_target_that_does_not_know_the_name_any_more_leaves_nothing_changed() {
        assertUndone(() -> lab.bind(target(), initiator(), false), () -> {});
    }

    private static String target() {
        return lab.targets().stream()
                .filter(name -> name.endsWith(volume))
                .findFirst()
                .orElseThrow();
    }

    private static String initiator() {
        return Array.exposedTo(lab, volume).getFirst();
    }

    private static void assertUndone(Runnable sabotage, Runnable repair) {
        State before = State.now();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Api.Answer answer;
            try (OnControllerAdded watch = OnControllerAdded.of(lab, server, sabotage)) {
                answer = api.tryAttach(server, volume);
                assertTrue(watch.happened(), "libvirt told of no controller; " + answer);
            } finally {
                repair.run();
            }
            if (answer.status() >= 400) {
                assertTrue(answer.body().contains("QEMU") || answer.body().contains("iSCSI"), answer.body());
                awaitControllerGone();
                assertEquals(before, State.now());
                return;
            }
            api.awaitVolume(volume, "in-use");
            api.detach(server, volume);
            awaitControllerGone();
        }
        throw new AssertionError("the disk was always quicker");
    }

    @Test
    @Order(3)
    void what_qemu_refuses_after_the_controller_came_leaves_nothing_changed() {
        State before = State.now();
        Api.Answer answer;
        try (TakenNodeNames taken = TakenNodeNames.of(server)) {
            answer = api.tryAttach(taken.domain(), volume);
        }
        assertTrue(answer.status() >= 400 && answer.body().contains("node-name"), answer.toString());
        awaitControllerGone();
        assertEquals(before, State.now());
    }

    @Test
    @Order(4)
    void a_lun_that_comes_and_goes_fifty_times_is_itself_in_the_guest_each_time() {
        State before = State.now();
        Array.Given given = Array.given(lab, volume);
        long begun = System.nanoTime();
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            api.attach(server, volume);
            Guest.Disk seen = guest.diskWith(given.naa());
            assertEquals(
                    List.of(given.vendor(), given.product(), given.serial(), "virtio_scsi"),
                    List.of(seen.vendor(), seen.product(), seen.serial(), seen.driver()),
                    "cycle " + cycle);
            api.detach(server, volume);
            guest.awaitGone(given.naa());
        }
        System.out.printf("%d cycles in %d s%n", CYCLES, (System.nanoTime() - begun) / 1_000_000_000);
        awaitControllerGone();
        assertEquals(before, State.now());
    }
}

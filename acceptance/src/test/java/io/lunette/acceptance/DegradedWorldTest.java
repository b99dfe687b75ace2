package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service goes on while libvirtd, tgtd and QEMU are killed under it; all by its API, on a libvirtd of the tests' own. */
class DegradedWorldTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static PrivateLibvirtd libvirtd;
    private static Lab lab;
    private static Api api;
    private static String flavor;

    @BeforeAll
    static void start() {
        libvirtd = PrivateLibvirtd.start();
        lab = Lab.start(new Lab.Place(18890, 90, 33090, Optional.of(libvirtd)));
        new Stock(lab).flavor("tiny", 64);
        api = lab.connect(Api::as);
        flavor = api.flavor("tiny");
    }

    @AfterAll
    static void stop() {
        lab.close();
        libvirtd.close();
    }

    private static String status(String volume) {
        return api.get("/volume/v3/volumes/" + volume).at("/volume/status").asText();
    }

    @Test
    void libvirtd_is_killed_and_started_again_and_luns_come_and_go_as_before() {
        String root = api.rootVolume("root");
        String server = api.server("survivor", flavor, root);
        String data = api.volume("data", 1, true);
        String late = api.volume("late", 1, true);
        api.attach(server, data);
        libvirtd.kill();
        Api.Answer refused = api.tryAttach(server, late);
        assertEquals(503, refused.status(), refused.body());
        assertEquals("available", status(late));
        libvirtd.startAgain();
        api.attach(server, late);
        api.detach(server, late);
        api.detach(server, data);
        assertEquals(1, Domain.of(lab, server).addresses().size());
    }

    @Test
    void tgtd_is_killed_and_every_lun_is_there_again_with_its_identity_and_mask() {
        String root = api.rootVolume("root");
        String server = api.server("reader", flavor, root);
        Array.Given before = Array.given(lab, root);
        List<String> seen = Array.exposedTo(lab, root);
        lab.target().destroyForcibly();
        String data = api.volume("data", 1, true);
        api.attach(server, data);
        assertEquals(before, Array.given(lab, root));
        assertEquals(seen, Array.exposedTo(lab, root));
        assertEquals(1, seen.size());
        Waiting.untilTrue(
                "the guest's session", LONG, () -> Array.connectedTo(lab, root).equals(seen));
        api.detach(server, data);
    }
}

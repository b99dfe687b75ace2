package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillMatrixTest {
    @Test
    void an_attach_with_a_new_controller_is_finished_or_undone_wherever_the_service_is_killed() {
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start();
                Lab lab = Lab.start(new Lab.Place(18893, 93, 23093, Optional.of(libvirtd)))) {
            int places = new KillMatrix(lab).run(KillMatrix.Kind.ATTACH_WITH_NEW_CONTROLLER);

            System.out.printf("an attach with a new controller was killed at %d places and survived all%n", places);
            assertTrue(places > 10, "there were places to be killed at: " + places);
        }
    }
}

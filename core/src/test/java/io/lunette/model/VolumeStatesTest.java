package io.lunette.model;

import static io.lunette.model.VolumeStatus.AVAILABLE;
import static io.lunette.model.VolumeStatus.DELETING;
import static io.lunette.model.VolumeStatus.ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VolumeStatesTest {

    @ParameterizedTest
    @EnumSource(VolumeStatus.class)
    void every_status_can_end_in_a_deletion(VolumeStatus status) {
        assertTrue(status == DELETING || reachable(status).contains(DELETING), status + " leads nowhere");
    }

    @ParameterizedTest
    @EnumSource(VolumeStatus.class)
    void no_status_follows_itself_so_that_one_of_two_requests_is_refused(VolumeStatus status) {
        assertFalse(VolumeStates.allows(status, status));
    }

    @Test
    void a_volume_in_use_can_only_be_detached_or_extended() {
        assertEquals(
                EnumSet.of(VolumeStatus.DETACHING, VolumeStatus.EXTENDING), VolumeStates.after(VolumeStatus.IN_USE));
    }

    @Test
    void a_refusal_names_the_status_and_those_that_would_do() {
        Failure refusal = VolumeStates.move(volume(VolumeStatus.IN_USE), DELETING, "deleted")
                .failureIfAny()
                .orElseThrow();
        assertTrue(refusal.what().endsWith("cannot be deleted"), refusal.what());
        assertEquals("its status is 'in-use' and must be 'available' or 'error' or 'error_deleting'", refusal.why());
    }

    @Test
    void a_move_keeps_all_but_the_status() {
        Volume available = volume(AVAILABLE);
        assertEquals(
                available.with(DELETING),
                VolumeStates.move(available, DELETING, "deleted").get());
        assertTrue(VolumeStates.move(volume(ERROR), AVAILABLE, "made")
                .failureIfAny()
                .isPresent());
    }

    private static Set<VolumeStatus> reachable(VolumeStatus from) {
        Set<VolumeStatus> seen = new HashSet<>();
        visit(from, seen);
        return seen;
    }

    private static void visit(VolumeStatus from, Set<VolumeStatus> seen) {
        for (VolumeStatus next : VolumeStates.after(from)) {
            if (seen.add(next)) {
                visit(next, seen);
            }
        }
    }

    private static Volume volume(VolumeStatus status) {
        return new Volume(
                new VolumeId(new UUID(0, 1)),
                0,
                "data",
                "",
                new ProjectId("p"),
                new UserId("u"),
                1,
                status,
                false,
                false,
                "lunette",
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}

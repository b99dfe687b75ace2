package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.LunIdentity;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LunDiscovery} promises, on an array with two portals that show the same. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class LunDiscoveryContract {
    protected static final Iqn INITIATOR =
            Iqn.parse("iqn.2026-11.io.lunette:controller").get();
    protected static final Iqn STRANGER =
            Iqn.parse("iqn.2026-11.io.lunette:stranger").get();

    protected abstract LunDiscovery discovery();

    protected abstract LunProbe probe();

    protected abstract List<Portal> portals();

    /** Has the array's own controller at LUN 0 and two disks, and lets everybody in but {@link #STRANGER}. */
    protected abstract Iqn target();

    /** Their numbers, ascending, and sizes. */
    protected abstract List<Disk> disks();

    /** A disk of the array. */
    public record Disk(int number, ByteCount size, String serial) {}

    protected abstract Portal deadPortal();

    private List<FoundLun> found() {
        return discovery()
                .luns(portals().getFirst(), target(), Login.of(INITIATOR))
                .get();
    }

    @Test
    void a_portal_tells_its_targets_and_where_they_listen() {
        OfferedTarget target = discovery().targets(portals().getFirst(), Login.of(INITIATOR)).get().stream()
                .filter(each -> each.name().equals(target()))
                .findFirst()
                .orElseThrow();
        assertTrue(target.portals().contains(portals().getFirst()), target.toString());
    }

    @Test
    void each_portal_tells_the_same() {
        assertEquals(
                discovery().targets(portals().getFirst(), Login.of(INITIATOR)).get().stream()
                        .map(OfferedTarget::name)
                        .toList(),
                discovery().targets(portals().getLast(), Login.of(INITIATOR)).get().stream()
                        .map(OfferedTarget::name)
                        .toList());
    }

    @Test
    void every_disk_says_who_it_is_and_how_large() {
        assertEquals(
                disks(),
                found().stream()
                        .filter(lun -> lun.problem().isEmpty())
                        .map(lun -> new Disk(lun.number(), lun.size().orElseThrow(), lun.serial()))
                        .toList());
    }

    @Test
    void what_is_found_is_what_a_probe_says_of_it() {
        for (Disk disk : disks()) {
            LunIdentity identity = found().stream()
                    .filter(lun -> lun.number() == disk.number())
                    .findFirst()
                    .flatMap(FoundLun::identity)
                    .orElseThrow();
            assertEquals(
                    identity,
                    probe().identify(
                                    new Connection.Network(portals().getLast(), target(), disk.number()),
                                    Login.of(INITIATOR))
                            .get());
        }
    }

    @Test
    void the_arrays_own_controller_is_no_disk_and_says_so() {
        FoundLun controller = found().getFirst();
        assertEquals(0, controller.number());
        assertEquals(Optional.of("it is not a disk (SCSI device type 0x0c)"), controller.problem());
        assertEquals(Optional.empty(), controller.identity());
    }

    @Test
    void a_portal_where_nothing_listens_is_told_as_such() {
        assertInstanceOf(
                StorageFailure.PortalDown.class,
                discovery()
                        .targets(deadPortal(), Login.of(INITIATOR))
                        .failureIfAny()
                        .orElseThrow());
    }

    @Test
    void a_target_that_lets_the_initiator_not_in_is_a_path_that_is_down() {
        assertInstanceOf(
                StorageFailure.PathDown.class,
                discovery()
                        .luns(portals().getFirst(), target(), Login.of(STRANGER))
                        .failureIfAny()
                        .orElseThrow());
    }

    @Test
    void a_target_that_is_not_there_is_a_path_that_is_down() {
        Iqn unknown = Iqn.parse("iqn.2026-11.io.lunette:no-such-target").get();
        assertInstanceOf(
                StorageFailure.PathDown.class,
                discovery()
                        .luns(portals().getFirst(), unknown, Login.of(INITIATOR))
                        .failureIfAny()
                        .orElseThrow());
    }
}

package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Wwid;
import io.lunette.port.HostLuns;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** LUNs of a host with multipath. Each test has a LUN of its own, of which the host knows when the test begins. */
public abstract class HostLunsContract {
    private static final Wwid UNKNOWN =
            Wwid.parse("naa.6fffffffffffffffffffffffffffffff").get();

    protected abstract HostLuns luns();

    /** A LUN that the array shows to the host from now on, and of which the host need not know yet. */
    protected abstract LunIdentity shown();

    /** The array gives the number of a LUN to another one, and tells nobody. */
    protected abstract LunIdentity replacementOf(LunIdentity lun);

    /** The host builds something of this name on the LUN. */
    protected abstract void hold(LunIdentity lun, String name);

    protected abstract void release(LunIdentity lun, String name);

    private LunIdentity known() {
        LunIdentity lun = shown();
        assertEquals(lun.wwid(), luns().find(lun.wwid()).get().wwid());
        return lun;
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    @Test
    void a_lun_that_has_just_come_is_found_by_its_wwid_and_listed_from_then_on() {
        LunIdentity lun = shown();
        HostLun found = luns().find(lun.wwid()).get();
        assertEquals(
                Optional.of(new Connection.Block("/dev/mapper/" + lun.wwid().kernelName())), found.device());
        assertEquals(lun.size(), found.identity().size());
        assertEquals(lun.vendor(), found.identity().vendor());
        assertEquals(lun.product(), found.identity().product());
        assertEquals("", found.identity().serial(), "hosts tell none");
        assertTrue(found.paths() >= 1);
        assertTrue(luns().list().get().stream()
                .anyMatch(
                        each -> each.wwid().equals(lun.wwid()) && each.device().equals(found.device())));
    }

    @Test
    void a_lun_says_itself_who_it_is() {
        LunIdentity lun = known();
        HostLun identified = luns().identify(lun.wwid()).get();
        assertEquals(lun.wwid(), identified.wwid());
        assertEquals(luns().find(lun.wwid()).get().device(), identified.device());
    }

    @Test
    void a_lun_that_nothing_shows_is_not_on_the_host() {
        assertEquals("storage.not-on-host", failure(luns().find(UNKNOWN)).code());
        assertEquals("storage.not-on-host", failure(luns().identify(UNKNOWN)).code());
        assertTrue(luns().list().get().stream().noneMatch(each -> each.wwid().equals(UNKNOWN)));
    }

    @Test
    void another_lun_in_the_place_of_one_is_told_and_not_taken_for_it() {
        LunIdentity lun = known();
        LunIdentity other = replacementOf(lun);
        Failure changed = failure(luns().identify(lun.wwid()));
        assertEquals("storage.paths-changed", changed.code());
        assertTrue(changed.why().contains(other.wwid().toString()), changed.why());
    }

    @Test
    void a_lun_on_which_the_host_has_built_something_is_refused_as_long_as_it_has() {
        LunIdentity lun = known();
        hold(lun, "vault");
        Failure held = failure(luns().identify(lun.wwid()));
        assertEquals("storage.unusable-on-host", held.code());
        assertTrue(held.why().contains("vault"), held.why());
        release(lun, "vault");
        assertTrue(luns().identify(lun.wwid()).isDone());
    }
}

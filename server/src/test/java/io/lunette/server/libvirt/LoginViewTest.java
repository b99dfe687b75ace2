package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ByteCount;
import io.lunette.model.HostLogin;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which sessions of a kernel are Lunette's. */
class LoginViewTest {
    private static final Portal NEAR = new Portal("192.0.2.1", 3260);
    private static final Portal FAR = new Portal("192.0.2.2", 3260);
    private static final Iqn ARRAY = Iqn.parse("iqn.2026-11.org.example:array").get();
    private static final Iqn TAPE = Iqn.parse("iqn.2026-11.org.example:tape").get();
    private static final Wwid LUN =
            Wwid.parse("naa.600a0b80000f1d2a0000000000000001").get();
    private static final IscsiPool POOL = new IscsiPool(ARRAY, NEAR, Optional.empty());

    private static LoginPool.Seen pool(boolean active) {
        return new LoginPool.Seen(POOL, active);
    }

    private static KernelSession session(int number, Iqn target, Portal portal) {
        return new KernelSession(number, target, Optional.of(portal));
    }

    private static ScsiDisk disk(String name, int session) {
        LunIdentity identity = new LunIdentity("EXAMPLE", "SANLUN", "", "", LUN, ByteCount.ofGiB(1), 512);
        return new ScsiDisk(name, session, Optional.of(session), identity, List.of());
    }

    @Test
    void a_session_of_a_pools_target_and_portal_is_lunettes_and_all_others_are_not() {
        LoginView view = new LoginView(
                List.of(pool(true)),
                List.of(session(3, TAPE, NEAR), session(2, ARRAY, FAR), session(1, ARRAY, NEAR)),
                List.of(disk("sda", 1), disk("sdb", 2)));
        assertEquals(
                List.of(ARRAY + " true", ARRAY + " false", TAPE + " false"),
                view.logins().stream()
                        .map(login -> login.target() + " " + login.isOurs())
                        .toList());
        assertEquals(List.of(LUN), view.ours(ARRAY).orElseThrow().luns());
        assertEquals(Optional.of(FAR), view.logins().get(1).portal());
        assertEquals(Optional.of(FAR), view.besides(POOL).flatMap(HostLogin::portal));
    }

    @Test
    void a_login_without_a_session_is_there_and_not_active() {
        LoginView view = new LoginView(List.of(pool(false)), List.of(), List.of());
        assertEquals(
                List.of(false), view.logins().stream().map(HostLogin::active).toList());
        assertEquals(Optional.empty(), view.besides(POOL));
        assertEquals(false, view.isStarted(ARRAY));
    }

    @Test
    void a_session_that_is_not_connected_just_now_is_its_pools() {
        LoginView view =
                new LoginView(List.of(pool(true)), List.of(new KernelSession(1, ARRAY, Optional.empty())), List.of());
        assertEquals(1, view.logins().size());
        assertTrue(view.ours(ARRAY).orElseThrow().active());
    }

    @Test
    void another_portal_of_lunettes_is_another_login() {
        LoginView view = new LoginView(List.of(pool(true)), List.of(session(1, ARRAY, NEAR)), List.of());
        assertTrue(view.besides(new IscsiPool(ARRAY, FAR, Optional.empty()))
                .orElseThrow()
                .isOurs());
    }
}

package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.HostLogin;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.port.HostLogins;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Logins of a host that its administrator has logged in to one target. Two more targets of the array let the host in; one of them
 * asks for an account.
 */
public abstract class HostLoginsContract {
    private static final Iqn NOWHERE =
            Iqn.parse("iqn.2026-11.org.example:nowhere").get();

    /** Of a host that Lunette has not logged in anywhere. */
    protected abstract HostLogins logins();

    /** Names all three targets. */
    protected abstract Portal portal();

    /** Also names all three. */
    protected abstract Portal otherPortal();

    /** Nothing listens there. */
    protected abstract Portal silent();

    protected abstract Iqn byHand();

    protected abstract Iqn open();

    protected abstract Iqn guarded();

    protected abstract ChapAccount account();

    /** The LUN of {@link #open}. */
    protected abstract Wwid lun();

    @AfterEach
    void logOut() {
        for (Iqn target : List.of(open(), guarded())) {
            logins().logout(target, lun -> Optional.empty());
        }
    }

    private List<HostLogin> to(Iqn target) {
        return logins().list().get().stream()
                .filter(login -> login.target().equals(target))
                .toList();
    }

    private HostLogin loggedIn() {
        return logins().login(portal(), open(), Optional.empty()).get();
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    private static String code(Outcome<?> outcome) {
        return failure(outcome).code();
    }

    /** The host's kernel takes its time with disks that have just come. */
    protected HostLogin withLuns(Iqn target) {
        return to(target).getFirst();
    }

    @Test
    void a_portal_names_its_targets_to_the_host() {
        List<Iqn> named = logins().targets(portal()).get();
        assertTrue(named.containsAll(List.of(byHand(), open(), guarded())), named::toString);
        assertEquals(List.of(), to(open()));
        assertEquals("logins.portal-silent", code(logins().targets(silent())));
    }

    @Test
    void a_host_is_logged_in_and_has_the_luns_then_and_is_logged_out() {
        HostLogin made = loggedIn();
        assertTrue(made.isOurs());
        assertTrue(made.active());
        assertEquals(Optional.of(portal()), made.portal());
        assertEquals(List.of(lun()), withLuns(open()).luns());
        assertEquals(Outcome.done(), logins().logout(open(), lun -> Optional.empty()));
        assertEquals(List.of(), to(open()));
        assertEquals("logins.not-found", code(logins().logout(open(), lun -> Optional.empty())));
    }

    @Test
    void a_login_that_is_there_is_left_as_it_is_and_another_to_its_target_is_refused() {
        loggedIn();
        assertTrue(loggedIn().active());
        assertEquals(1, to(open()).size());
        assertEquals("logins.has-another", code(logins().login(otherPortal(), open(), Optional.empty())));
        assertEquals(
                List.of(Optional.of(portal())),
                to(open()).stream().map(HostLogin::portal).toList());
    }

    @Test
    void what_the_portal_does_not_name_is_refused_and_leaves_nothing() {
        Failure refused = failure(logins().login(portal(), NOWHERE, Optional.empty()));
        assertEquals("logins.target-not-named", refused.code());
        assertTrue(refused.why().contains(open().text()), refused.why());
        assertEquals("logins.portal-silent", code(logins().login(silent(), open(), Optional.empty())));
        assertEquals(List.of(), to(NOWHERE));
        assertEquals(List.of(), to(open()));
    }

    @Test
    void an_account_is_asked_for_and_a_wrong_one_leaves_nothing() {
        ChapAccount wrong = new ChapAccount(account().user(), new ChapSecret("wrong-wrong-wrong"));
        assertEquals("logins.account-refused", code(logins().login(portal(), guarded(), Optional.empty())));
        assertEquals("logins.account-refused", code(logins().login(portal(), guarded(), Optional.of(wrong))));
        assertEquals(List.of(), to(guarded()));
        HostLogin made =
                logins().login(portal(), guarded(), Optional.of(account())).get();
        assertTrue(made.active());
        assertEquals(Optional.of(account().user()), made.user());
    }

    @Test
    void a_login_whose_lun_somebody_uses_stays() {
        loggedIn();
        assertEquals(List.of(lun()), withLuns(open()).luns());
        Failure refused = failure(
                logins().logout(open(), lun -> Optional.of("server web1").filter(who -> lun.equals(lun()))));
        assertEquals("logins.in-use", refused.code());
        assertTrue(refused.why().contains("LUN " + lun() + " is used by server web1"), refused.why());
        assertTrue(to(open()).getFirst().active());
    }

    @Test
    void what_somebody_else_logged_in_is_shown_and_left_alone() {
        HostLogin theirs = to(byHand()).getFirst();
        assertFalse(theirs.isOurs());
        assertTrue(theirs.active());
        assertEquals("logins.not-ours", code(logins().logout(byHand(), lun -> Optional.empty())));
        assertEquals("logins.has-another", code(logins().login(portal(), byHand(), Optional.empty())));
        assertEquals(theirs, to(byHand()).getFirst());
    }
}

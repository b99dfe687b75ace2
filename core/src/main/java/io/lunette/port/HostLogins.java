package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ChapAccount;
import io.lunette.model.HostLogin;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The iSCSI targets that a host's own kernel is logged in to. Those logins that Lunette made are the host's to keep: it logs
 * in again when it boots. All others are shown, and never touched. Each method may be called from any thread, and ends as
 * {@link Hypervisor}'s do.
 */
public interface HostLogins {

    /** Lunette's first, each kind by target and portal. */
    Outcome<List<HostLogin>> list();

    /** The targets that a portal names to this host, sorted. {@code LoginFailure.PortalSilent} where it does not answer the host. */
    Outcome<List<Iqn>> targets(Portal portal);

    /**
     * Lets the host log in to a target that the portal names, now and whenever it boots. Done as well when Lunette made that login
     * and it is active. {@code LoginFailure} where the portal is silent or does not name the target, where the target
     * refuses the host, and where somebody else, or another portal, has a login to that target; nothing is left behind then.
     */
    Outcome<HostLogin> login(Portal portal, Iqn target, Optional<ChapAccount> account);

    /**
     * Takes a login of Lunette's away, and with it all LUNs that come by it. No LUN is found or identified on the host meanwhile, so that
     * who was asked about before is not joined by another. {@code LoginFailure.InUse} where somebody uses a LUN, or the host itself
     * does; {@code LoginFailure.NotOurs} and {@code LoginFailure.NotFound} where Lunette made no such login.
     *
     * @param user says of a LUN who on this host uses it, as {@code server web1 (...)}; empty where nobody does
     */
    Outcome<Unit> logout(Iqn target, Function<Wwid, Optional<String>> user);
}

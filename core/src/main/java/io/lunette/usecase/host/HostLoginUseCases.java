package io.lunette.usecase.host;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.LoginFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.ChapAccount;
import io.lunette.model.HostLogin;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.port.HostLogins;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;
import java.util.List;
import java.util.Optional;

/** Logs hosts in to iSCSI targets, whose LUNs their kernels have then; for administrators. */
public final class HostLoginUseCases {
    private final StateStore store;
    private final Hosts hosts;

    public HostLoginUseCases(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
    }

    /** All logins of the host, those of others too. */
    public Outcome<List<HostLogin>> list(Caller caller, HostName host) {
        return of(caller, host, "see the logins of a host").then(HostLogins::list);
    }

    /** A target that a portal names to a host, and whether the host is logged in to it by whatever portal. */
    public record Named(Iqn target, boolean active) {}

    public Outcome<List<Named>> discover(Caller caller, HostName host, Portal portal) {
        return of(caller, host, "let a host look for targets")
                .then(logins -> logins.targets(portal)
                        .then(targets -> logins.list()
                                .map(there -> targets.stream()
                                        .map(target -> new Named(
                                                target,
                                                there.stream()
                                                        .anyMatch(login -> login.active()
                                                                && login.target()
                                                                        .equals(target))))
                                        .toList())));
    }

    public Outcome<HostLogin> login(
            Caller caller, HostName host, Portal portal, Iqn target, Optional<ChapAccount> account) {
        return of(caller, host, "log a host in").then(logins -> logins.login(portal, target, account));
    }

    /** Refused while a server of the host has a LUN that comes by it, also one that is off, or that is about to come. */
    public Outcome<Unit> logout(Caller caller, HostName host, Iqn target) {
        return of(caller, host, "log a host out")
                .then(logins -> logins.logout(target, lun -> new LunUsers(store, host).of(lun)));
    }

    private Outcome<HostLogins> of(Caller caller, HostName host, String action) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed(action));
        }
        if (!hosts.knows(host)) {
            return Outcome.failed(new HostRefusal.NotFound(host.toString()));
        }
        return hosts.of(host)
                .then(world -> world.path() == LunPath.BLOCK
                        ? Outcome.done(world.hypervisor().logins())
                        : Outcome.failed(new LoginFailure.NotOnBlock(host.toString())));
    }
}

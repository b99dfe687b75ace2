package io.lunette.server.libvirt;

import io.lunette.failure.HostFailure;
import io.lunette.failure.LoginFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ChapAccount;
import io.lunette.model.HostLogin;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.port.HostLogins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Logins of a host's kernel through its libvirt: pools of type iscsi make them, and sysfs tells all that there are. */
final class LibvirtLogins implements HostLogins {
    /** iscsiadm gives up on a portal that does not answer after some five tries of 15 s. */
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private final HostName host;
    private final Calls calls;
    private final Lock looking;
    private final ReentrantLock changing = new ReentrantLock();

    /** @param looking held by who looks for LUNs and asks who they are */
    LibvirtLogins(HostName host, Calls calls, Lock looking) {
        this.host = host;
        this.calls = calls;
        this.looking = looking;
    }

    @Override
    public Outcome<List<HostLogin>> list() {
        return calls.read(
                "list its logins", connection -> Outcome.done(look(connection).logins()));
    }

    @Override
    public Outcome<List<Iqn>> targets(Portal portal) {
        String action = "ask " + portal + " for its targets";
        Outcome<List<Iqn>> found =
                calls.read(action, patience(), connection -> Outcome.done(NamedTargets.of(connection, portal)));
        return found.failureIfAny()
                .flatMap(failure -> switch (failure) {
                    case HostFailure.Refused refused -> Optional.of(LoginText.reason(refused.problem()));
                    case HostFailure.Uncertain late -> Optional.of("the host got no answer there in time");
                    default -> Optional.empty();
                })
                .map(problem -> Outcome.<List<Iqn>>failed(
                        new LoginFailure.PortalSilent(host.text(), portal.toString(), problem)))
                .orElse(found);
    }

    @Override
    public Outcome<HostLogin> login(Portal portal, Iqn target, Optional<ChapAccount> account) {
        IscsiPool wanted = new IscsiPool(target, portal, account.map(ChapAccount::user));
        return targets(portal)
                .then(named -> named.contains(target)
                        ? Outcome.done()
                        : Outcome.failed(new LoginFailure.NotNamed(
                                host.text(),
                                portal.toString(),
                                target.text(),
                                named.stream().map(Iqn::text).toList())))
                .then(fine -> calls.change(
                        "log in to " + target,
                        patience(),
                        with(changing, connection -> login(connection, wanted, account))));
    }

    private Outcome<HostLogin> login(HostConnection connection, IscsiPool wanted, Optional<ChapAccount> account)
            throws LibvirtError {
        LoginView view = look(connection);
        Optional<HostLogin> other = view.besides(wanted);
        if (other.isPresent()) {
            return Outcome.failed(new LoginFailure.HasAnother(
                    host.text(),
                    wanted.target().text(),
                    other.get().portal().map(Portal::toString).orElse("a portal that does not answer"),
                    other.get().isOurs()));
        }
        boolean there = view.isStarted(wanted.target())
                && view.ours(wanted.target()).filter(HostLogin::active).isPresent();
        Outcome<Unit> made = there ? Outcome.done() : make(connection, wanted, account);
        return made instanceof Outcome.Failed<Unit> failed
                ? failed.as()
                : Outcome.of(
                        look(connection).ours(wanted.target()),
                        calls.refused("log in to " + wanted.target(), "its pool went at once"));
    }

    private LoginView look(HostConnection connection) throws LibvirtError {
        looking.lock();
        try {
            return LoginView.of(connection);
        } finally {
            looking.unlock();
        }
    }

    private Outcome<Unit> make(HostConnection connection, IscsiPool wanted, Optional<ChapAccount> account)
            throws LibvirtError {
        removeEnded(connection, wanted.target());
        HostSecrets secrets = new HostSecrets(connection);
        if (account.isPresent()) {
            secrets.keepForGood(wanted.secret(), account.get().secret());
        }
        try (LoginPool pool = LoginPool.define(connection, wanted)) {
            try {
                pool.start();
                return Outcome.done();
            } catch (LibvirtError refused) {
                if (!connection.isAlive()) {
                    throw refused;
                }
                pool.stop(true);
                pool.forget();
                secrets.forget(wanted.secret());
                return Outcome.failed(refusal(wanted, refused));
            }
        }
    }

    /** One whose session has ended is for libvirt still there. */
    private static void removeEnded(HostConnection connection, Iqn target) throws LibvirtError {
        Optional<LoginPool> ended = LoginPool.find(connection, target);
        if (ended.isPresent()) {
            try (LoginPool pool = ended.get()) {
                pool.stop(true);
                pool.forget();
            }
        }
    }

    private LoginFailure refusal(IscsiPool wanted, LibvirtError refused) {
        String portal = wanted.portal().toString();
        String target = wanted.target().text();
        return LoginText.isOfAccount(refused.message())
                ? new LoginFailure.AccountRefused(
                        host.text(), portal, target, wanted.user().isPresent())
                : new LoginFailure.Refused(
                        host.text(), portal, target, LoginText.reason(RefusalText.of(refused.message())));
    }

    @Override
    public Outcome<Unit> logout(Iqn target, Function<Wwid, Optional<String>> user) {
        return calls.change(
                "log out of " + target,
                patience(),
                with(changing, with(looking, connection -> logout(connection, target, user))));
    }

    private Outcome<Unit> logout(HostConnection connection, Iqn target, Function<Wwid, Optional<String>> user)
            throws LibvirtError {
        LoginView view = LoginView.of(connection);
        Optional<LoginPool> found = LoginPool.find(connection, target);
        if (found.isEmpty()) {
            return Outcome.failed(
                    view.sessions().stream()
                                    .anyMatch(session -> session.target().equals(target))
                            ? new LoginFailure.NotOurs(host.text(), target.text())
                            : new LoginFailure.NotFound(host.text(), target.text()));
        }
        try (LoginPool pool = found.get()) {
            List<String> uses =
                    new LoginUses(connection, user).of(view.login(pool.login()).luns());
            if (!uses.isEmpty()) {
                return Outcome.failed(new LoginFailure.InUse(host.text(), target.text(), uses));
            }
            pool.stop(view.sessionsOf(pool.login()).isEmpty());
            pool.forget();
            new HostSecrets(connection).forget(pool.login().secret());
            return Outcome.done();
        }
    }

    private static BooleanSupplier patience() {
        Instant end = Instant.now().plus(AT_MOST);
        return () -> Instant.now().isBefore(end);
    }

    private static <T> Calls.Work<T> with(Lock lock, Calls.Work<T> work) {
        return connection -> {
            lock.lock();
            try {
                return work.on(connection);
            } finally {
                lock.unlock();
            }
        };
    }
}

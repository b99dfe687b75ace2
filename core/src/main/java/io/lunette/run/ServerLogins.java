package io.lunette.run;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.domainxml.DiskLocation.Reached;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.plan.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a server see its LUNs: its name and account at the target, the account's secret at its host. libvirt keeps such a
 * secret in memory alone, so it is set anew each time.
 */
final class ServerLogins {
    private final World world;
    private final ServerId server;
    private final Map<VolumeId, Login> logins = new HashMap<>();

    ServerLogins(World world, ServerId server) {
        this.world = world;
        this.server = server;
    }

    /** All of it or, where it fails, nothing. */
    Outcome<Reached> expose(Step.Expose step) {
        boolean knownBefore =
                world.logins().known(step.volume(), step.initiator()).isPresent();
        Login login = world.logins().issue(step.volume(), step.lun(), step.initiator());
        logins.put(step.volume(), login);
        Outcome<Connection> exposed = world.luns()
                .expose(step.volume(), step.lun(), world.hypervisor().name(), login);
        if (exposed instanceof Outcome.Failed<Connection> failed) {
            if (!knownBefore) {
                world.logins().forget(step.volume(), step.lun(), step.initiator());
            }
            return failed.as();
        }
        Outcome<Reached> outcome = reached(step.volume(), login, exposed.get());
        return outcome instanceof Outcome.Failed<Reached>(Failure cause)
                ? Outcome.failed(takenBack(new Step.Withdraw(step.volume(), step.lun(), step.initiator()), cause))
                : outcome;
    }

    /**
     * Lets a host reach a LUN that the server sees already, from another host; all of it or, where it fails, nothing, and
     * never less than the server had.
     */
    Outcome<Reached> reach(Step.ReachLun step) {
        Login login = world.logins().issue(step.volume(), step.lun(), step.initiator());
        logins.put(step.volume(), login);
        return world.luns()
                .expose(step.volume(), step.lun(), world.hypervisor().name(), login)
                .then(connection -> reached(step.volume(), login, connection));
    }

    private Outcome<Reached> reached(VolumeId volume, Login login, Connection connection) {
        // A host's kernel has logged in by itself.
        Optional<ChapAccount> account = login.chap().filter(chap -> connection instanceof Connection.Network);
        return account.map(chap -> keepSecret(volume, chap)
                        .map(kept -> new Reached(connection, Optional.of(ChapLogin.of(server, volume, chap)))))
                .orElseGet(() -> Outcome.done(new Reached(connection)));
    }

    private Outcome<Unit> keepSecret(VolumeId volume, ChapAccount account) {
        return world.hypervisor().keepSecret(ChapLogin.usage(server, volume), account.secret());
    }

    /** A call that may still take effect is left alone, as the runner leaves the step. */
    private Failure takenBack(Step.Withdraw undo, Failure cause) {
        if (cause instanceof HostFailure.Uncertain) {
            return cause;
        }
        return withdraw(undo)
                .failureIfAny()
                .<Failure>map(left -> new HostFailure.UndoIncomplete(cause, List.of(left)))
                .orElse(cause);
    }

    /** What the server logs in with, as it was exposed. */
    Login of(Step.VerifyIdentity step) {
        return logins.getOrDefault(step.volume(), Login.of(step.initiator()));
    }

    /** Takes name and account off the target and the secret off the host; each also where another cannot be taken. */
    Outcome<Unit> withdraw(Step.Withdraw step) {
        Lun lun = step.lun();
        Outcome<Unit> withdrawn =
                world.luns().withdraw(step.volume(), lun, world.hypervisor().name(), step.initiator());
        Outcome<Unit> forgotten = forgetSecret(step.volume());
        return withdrawn
                .then(gone -> forgotten)
                .ifDone(all -> world.logins().forget(step.volume(), lun, step.initiator()));
    }

    /** A host that cannot be reached may keep it: without an account it opens nothing, and it ends with libvirtd. */
    Outcome<Unit> forgetSecret(VolumeId volume) {
        Outcome<Unit> outcome = world.hypervisor().forgetSecret(ChapLogin.usage(server, volume));
        return outcome.failureIfAny()
                        .filter(HostFailure.Unreachable.class::isInstance)
                        .isPresent()
                ? Outcome.done()
                : outcome;
    }
}

package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Actions.Action;
import io.lunette.usecase.server.Detachments.Begun;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For administrators: takes a volume off a server although its guest holds it, or its host does not answer. The mask goes
 * and the sessions are cut in any case, so that nobody reaches the LUN from there; only that decides whether it worked.
 */
public final class ForceDetachVolume {
    private final StateStore store;
    private final ServerAccess access;
    private final Hosts hosts;
    private final Turns turns;
    private final Works works;
    private final Attachments attachments;
    private final Detachments detachments;
    private final ReconcileServer reconcile;
    private final ClusterBonds bonds;

    ForceDetachVolume(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Works works,
            Attachments attachments,
            ReconcileServer reconcile) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
        this.turns = turns;
        this.works = works;
        this.attachments = attachments;
        this.detachments = new Detachments(store, attachments, works);
        this.reconcile = reconcile;
        this.bonds = new ClusterBonds(store);
    }

    /** A warning, when the domain still has the disk or may have; it is recorded in the server's actions as well. */
    public Outcome<Optional<Failure>> detach(Caller caller, ServerId serverId, VolumeId volumeId) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("detach a volume by force"));
        }
        return access.server(caller, serverId)
                .then(server -> turns.take(
                        serverId,
                        fence -> access.volume(caller, volumeId)
                                .then(volume -> access.attachment(serverId, volumeId)
                                        .then(DetachVolume::notRoot)
                                        .then(bonds::unboundOrLeaving)
                                        .then(attachment -> detach(caller, server, volume, attachment, fence)))))
                .ifDone(done -> reconcile.soon(serverId));
    }

    private Outcome<Optional<Failure>> detach(
            Caller caller, Server server, Volume volume, Attachment attachment, Fence fence) {
        return hosts.of(server.host()).then(world -> {
            Begun begun = detachments.begin(caller, attachment, Kind.FORCE_DETACH);
            return run(world, server, volume, begun.leaving(), begun.work(), fence);
        });
    }

    private Outcome<Optional<Failure>> run(
            World world, Server server, Volume volume, Attachment leaving, UnderWay work, Fence fence) {
        List<Plan> plans = DetachPlanner.planForce(server, volume, leaving.deviceName());
        List<String> problems = new ArrayList<>();
        Optional<Failure> withdrawing = run(new PlanRunner(world, fence), plans, work.action(), problems);
        return store.atomically(() -> {
            if (withdrawing.filter(Works::isOpen).isPresent()) {
                works.later(work, false);
                return Outcome.failed(withdrawing.get());
            }
            works.end(work.entry());
            return settle(server, leaving, work.action(), withdrawing, problems);
        });
    }

    /** Goes on where the work was left: taking by force may be repeated. */
    void resume(UnderWay work, Fence fence) {
        detachments
                .find(work)
                .ifPresent(found -> hosts.of(found.server().host())
                        .ifDone(world -> run(world, found.server(), found.volume(), found.leaving(), work, fence)
                                .ifDone(done -> reconcile.soon(work.entry().server()))));
    }

    /** Gives the failure of the withdrawal; those of the disk go among the problems. */
    private static Optional<Failure> run(PlanRunner runner, List<Plan> plans, Action action, List<String> problems) {
        Optional<Failure> withdrawing = Optional.empty();
        for (int i = 0; i < plans.size(); i++) {
            int number = i;
            Outcome<Ran> outcome = runner.run(plans.get(i), (n, step, state) -> action.record(number, step, state));
            Optional<Failure> failure = outcome.failureIfAny();
            if (plans.get(i).steps().getFirst() instanceof Step.Withdraw) {
                withdrawing = failure;
            } else {
                failure.ifPresent(problem -> problems.add(problem.what() + ": " + problem.why()));
            }
        }
        return withdrawing;
    }

    private Outcome<Optional<Failure>> settle(
            Server server, Attachment leaving, Action action, Optional<Failure> withdrawing, List<String> problems) {
        if (withdrawing.isPresent()) {
            action.failed(withdrawing.get());
            attachments.stays(leaving);
            return Outcome.failed(withdrawing.get());
        }
        Optional<Failure> warning = problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServerFailure.TakenByForce(
                        server.id().toString(), leaving.volume().toString(), String.join("; ", problems)));
        warning.ifPresentOrElse(action::failed, action::succeeded);
        attachments.gone(leaving);
        return Outcome.done(warning);
    }
}

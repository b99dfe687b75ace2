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
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Actions.Action;
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
    private final Actions actions;
    private final Attachments attachments;
    private final TidyServer tidy;

    ForceDetachVolume(
            StateStore store, Hosts hosts, Turns turns, Actions actions, Attachments attachments, TidyServer tidy) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
        this.turns = turns;
        this.actions = actions;
        this.attachments = attachments;
        this.tidy = tidy;
    }

    /** A warning, when the domain still has the disk or may have; it is recorded in the server's actions as well. */
    public Outcome<Optional<Failure>> detach(Caller caller, ServerId serverId, VolumeId volumeId) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("detach a volume by force"));
        }
        return access.server(caller, serverId)
                .then(server -> turns.take(
                        serverId,
                        lease -> access.volume(caller, volumeId)
                                .then(volume -> attachment(serverId, volumeId)
                                        .then(DetachVolume::notRoot)
                                        .then(attachment -> detach(caller, server, volume, attachment)))))
                .ifDone(done -> tidy.soon(serverId));
    }

    private Outcome<Attachment> attachment(ServerId server, VolumeId volume) {
        return Outcome.of(
                store.attachments().ofServer(server).stream()
                        .filter(attachment -> attachment.volume().equals(volume))
                        .findFirst(),
                new ServerFailure.VolumeNotAttached(server.toString(), volume.toString()));
    }

    private Outcome<Optional<Failure>> detach(Caller caller, Server server, Volume volume, Attachment attachment) {
        return hosts.of(server.host()).then(world -> {
            Attachment leaving = attachments.detaching(attachment);
            Action action = actions.begin(caller, server.id(), "force_detach_volume");
            List<Plan> plans = DetachPlanner.planForce(server, volume, attachment.deviceName());
            List<String> problems = new ArrayList<>();
            Optional<Failure> withdrawing = run(world, plans, action, problems);
            return store.atomically(() -> settle(server, leaving, action, withdrawing, problems));
        });
    }

    /** Gives the failure of the withdrawal; those of the disk go among the problems. */
    private static Optional<Failure> run(World world, List<Plan> plans, Action action, List<String> problems) {
        Optional<Failure> withdrawing = Optional.empty();
        for (int i = 0; i < plans.size(); i++) {
            int number = i;
            Outcome<Ran> outcome =
                    new PlanRunner(world).run(plans.get(i), (n, step, state) -> action.record(number, step, state));
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

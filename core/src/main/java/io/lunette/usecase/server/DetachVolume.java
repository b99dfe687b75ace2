package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.DomainView;
import io.lunette.plan.Plan;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Detachments.Begun;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.EnumSet;
import java.util.Set;

/**
 * Detaches a volume from a server. Returns when the disk is off and the LUN withdrawn; controllers that Lunette added and
 * that are empty now go after that, since only a guest that is up lets one go and nobody should wait for it.
 */
public final class DetachVolume {
    private static final Set<ServerStatus> STATES =
            EnumSet.of(ServerStatus.ACTIVE, ServerStatus.PAUSED, ServerStatus.SHUTOFF, ServerStatus.ERROR);

    /** Each waits some seconds for the guest by itself: about two and a half minutes in all, as in Nova. */
    private static final int MOST_TRIES = 8;

    private final StateStore store;
    private final ServerAccess access;
    private final Hosts hosts;
    private final Turns turns;
    private final Works works;
    private final Attachments attachments;
    private final Detachments detachments;
    private final ReconcileServer reconcile;
    private final ClusterBonds bonds;

    public DetachVolume(
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

    public Outcome<Unit> detach(Caller caller, ServerId serverId, VolumeId volumeId) {
        return detach(caller, serverId, volumeId, bonds::unbound);
    }

    /** The same for a LUN that goes as its cluster is changed. */
    public Outcome<Unit> detachOfCluster(Caller caller, ServerId serverId, VolumeId volumeId) {
        return detach(caller, serverId, volumeId, Outcome::done);
    }

    private Outcome<Unit> detach(Caller caller, ServerId serverId, VolumeId volumeId, Rule rule) {
        return access.changeable(caller, serverId)
                .then(server -> access.attachment(serverId, volumeId))
                .then(there -> turns.take(
                        serverId,
                        fence -> decide(caller, serverId, volumeId, rule)
                                .then(decided ->
                                        begin(caller, decided, rule).then(begun -> run(decided, begun, fence)))))
                .ifDone(done -> reconcile.soon(serverId));
    }

    /** A cluster may have taken it in since it was decided. */
    private Outcome<Begun> begin(Caller caller, Decided decided, Rule rule) {
        return store.atomically(() -> rule.check(decided.attachment())
                .map(fine -> detachments.begin(caller, decided.attachment(), Kind.DETACH)));
    }

    /**
     * How it would be done; the world is as it was.
     *
     * @param now the domain that was looked at */
    record Decided(World world, Server server, Attachment attachment, DomainSnapshot now, Plan plan) {}

    /** Looks and decides, and changes nothing. */
    Outcome<Decided> decide(Caller caller, ServerId serverId, VolumeId volumeId) {
        return decide(caller, serverId, volumeId, bonds::unbound);
    }

    /** Who may be detached. */
    @FunctionalInterface
    private interface Rule {
        Outcome<Attachment> check(Attachment attachment);
    }

    private Outcome<Decided> decide(Caller caller, ServerId serverId, VolumeId volumeId, Rule rule) {
        return access.changeable(caller, serverId)
                .then(DetachVolume::ready)
                .then(server -> access.attachment(serverId, volumeId)
                        .then(DetachVolume::notRoot)
                        .then(DetachVolume::settled)
                        .then(rule::check)
                        .then(attachment ->
                                access.volume(caller, volumeId).then(volume -> plan(server, volume, attachment))));
    }

    private static Outcome<Server> ready(Server server) {
        return STATES.contains(server.status()) && server.task().isEmpty()
                ? Outcome.done(server)
                : Outcome.failed(new ServerFailure.WrongState(
                        server.id().toString(), "detach_volume", ServerStates.sentence(server)));
    }

    static Outcome<Attachment> notRoot(Attachment attachment) {
        return attachment.bootIndex().filter(index -> index == 0).isPresent()
                ? Outcome.failed(new ServerFailure.RootVolume(
                        attachment.server().toString(), attachment.volume().toString()))
                : Outcome.done(attachment);
    }

    private static Outcome<Attachment> settled(Attachment attachment) {
        return attachment.status() == AttachmentStatus.ATTACHED || attachment.status() == AttachmentStatus.LOST
                ? Outcome.done(attachment)
                : Outcome.failed(new ServerFailure.WrongState(
                        attachment.server().toString(),
                        "detach_volume",
                        "still busy with volume " + attachment.volume()));
    }

    private Outcome<Decided> plan(Server server, Volume volume, Attachment attachment) {
        return hosts.of(server.host())
                .then(world -> Hosts.look(world, server).map(now -> {
                    Plan plan = DetachPlanner.plan(server, volume, DomainView.of(now));
                    return new Decided(world, server, attachment, now, plan);
                }));
    }

    /** Done as well when the guest still has the disk: it is asked again, and the volume is {@code detaching} till then. */
    private Outcome<Unit> run(Decided decided, Begun begun, Fence fence) {
        UnderWay work = begun.work();
        Outcome<Ran> outcome = new PlanRunner(decided.world(), fence).run(decided.plan(), work.action());
        return store.atomically(() -> switch (outcome) {
            case Outcome.Done<Ran> done -> {
                work.action().succeeded();
                works.end(work.entry());
                attachments.gone(begun.leaving());
                yield Outcome.done();
            }
            case Outcome.Failed<Ran>(HostFailure.GuestHolds held)
            when work.entry().tries() < MOST_TRIES -> {
                works.later(work, true);
                yield Outcome.done();
            }
            case Outcome.Failed<Ran>(Failure failure) -> failed(decided, begun, failure);
        });
    }

    /** A disk that is off does not come back: what remains is done as soon as it can be. */
    private Outcome<Unit> failed(Decided decided, Begun begun, Failure failure) {
        if (Works.isOpen(failure)) {
            works.later(begun.work(), false);
            return Outcome.failed(failure);
        }
        if (isOff(decided)) {
            works.later(begun.work(), true);
            return Outcome.done();
        }
        stays(begun.work(), begun.leaving(), failure);
        return Outcome.failed(failure);
    }

    private static boolean isOff(Decided decided) {
        String alias = DiskSpec.aliasOf(decided.attachment().volume());
        return Hosts.view(decided.world(), decided.server())
                .map(domain -> !domain.hasAlias(alias))
                .equals(Outcome.done(true));
    }

    private void stays(UnderWay work, Attachment leaving, Failure why) {
        work.action().failed(why);
        works.end(work.entry());
        attachments.stays(leaving);
    }

    /** Asks the guest once more, or goes on where the work was left. */
    void resume(UnderWay work, Fence fence) {
        detachments
                .find(work)
                .ifPresent(found -> plan(found.server(), found.volume(), found.leaving())
                        .ifDone(decided -> run(decided, new Begun(found.leaving(), work), fence)
                                .ifDone(done -> reconcile.soon(work.entry().server())))
                        .ifFailed(failure -> unplanned(work, found.leaving(), failure)));
    }

    private void unplanned(UnderWay work, Attachment leaving, Failure why) {
        store.atomically(() -> {
            if (Works.isNoAnswer(why)) {
                works.later(work, true);
            } else {
                stays(work, leaving, why);
            }
            return Unit.UNIT;
        });
    }
}

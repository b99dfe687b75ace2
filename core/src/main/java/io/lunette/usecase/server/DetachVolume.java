package io.lunette.usecase.server;

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
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Actions.Action;
import java.time.Duration;
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

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(15);

    private final StateStore store;
    private final ServerAccess access;
    private final Hosts hosts;
    private final Turns turns;
    private final Actions actions;
    private final Attachments attachments;
    private final TidyServer tidy;
    private final Later later;

    public DetachVolume(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Actions actions,
            Attachments attachments,
            TidyServer tidy,
            Later later) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
        this.turns = turns;
        this.actions = actions;
        this.attachments = attachments;
        this.tidy = tidy;
        this.later = later;
    }

    public Outcome<Unit> detach(Caller caller, ServerId serverId, VolumeId volumeId) {
        return access.changeable(caller, serverId)
                .then(server -> attachment(serverId, volumeId))
                .then(there -> turns.take(
                        serverId,
                        lease -> decide(caller, serverId, volumeId)
                                .then(decided -> run(decided, begin(caller, decided.attachment()), 1))))
                .ifDone(done -> tidy.soon(serverId));
    }

    private Outcome<Attachment> attachment(ServerId server, VolumeId volume) {
        return Outcome.of(
                store.attachments().ofServer(server).stream()
                        .filter(attachment -> attachment.volume().equals(volume))
                        .findFirst(),
                new ServerFailure.VolumeNotAttached(server.toString(), volume.toString()));
    }

    /**
     * How it would be done; the world is as it was.
     *
     * @param now the domain that was looked at */
    record Decided(World world, Server server, Attachment attachment, DomainSnapshot now, Plan plan) {}

    /** Looks and decides, and changes nothing. */
    Outcome<Decided> decide(Caller caller, ServerId serverId, VolumeId volumeId) {
        return access.changeable(caller, serverId)
                .then(DetachVolume::ready)
                .then(server -> attachment(serverId, volumeId)
                        .then(DetachVolume::notRoot)
                        .then(DetachVolume::settled)
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

    /** What is to go is marked so, and the action is on record; the world is as it was. */
    private record Begun(Attachment leaving, Action action) {}

    private Begun begin(Caller caller, Attachment attachment) {
        return store.atomically(() -> new Begun(
                attachments.detaching(attachment), actions.begin(caller, attachment.server(), "detach_volume")));
    }

    /** Done as well when the guest still has the disk: it is asked again, and the volume is {@code detaching} till then. */
    private Outcome<Unit> run(Decided decided, Begun begun, int tries) {
        Attachment leaving = begun.leaving();
        Action action = begun.action();
        Outcome<Ran> outcome = new PlanRunner(decided.world()).run(decided.plan(), action);
        return store.atomically(() -> switch (outcome) {
            case Outcome.Done<Ran> done -> {
                action.succeeded();
                attachments.gone(leaving);
                yield Outcome.done();
            }
            case Outcome.Failed<Ran>(HostFailure.GuestHolds held)
            when tries < MOST_TRIES -> {
                later.run(BETWEEN_TRIES, () -> again(decided, begun, tries + 1));
                yield Outcome.done();
            }
            case Outcome.Failed<Ran>(Failure failure) -> {
                action.failed(failure);
                if (!(failure instanceof HostFailure.Uncertain)) {
                    attachments.stays(leaving);
                }
                yield Outcome.failed(failure);
            }
        });
    }

    /** Asks the guest once more; what was told as begun must come to an end, whatever is found. */
    private void again(Decided before, Begun begun, int tries) {
        ServerId id = before.server().id();
        Outcome<Unit> outcome = turns.await(
                id,
                lease -> Outcome.of(
                                store.volumes().find(begun.leaving().volume()),
                                new ServerFailure.VolumeNotAttached(
                                        id.toString(), begun.leaving().volume().toString()))
                        .then(volume -> plan(before.server(), volume, begun.leaving()))
                        .then(decided -> run(decided, begun, tries))
                        .ifFailed(failure -> ended(begun, failure)));
        outcome.ifDone(done -> tidy.soon(id));
    }

    private void ended(Begun begun, Failure failure) {
        store.atomically(() -> {
            begun.action().failed(failure);
            store.attachments()
                    .find(begun.leaving().id())
                    .filter(row -> row.status() == AttachmentStatus.DETACHING)
                    .ifPresent(attachments::stays);
            return Unit.UNIT;
        });
    }
}

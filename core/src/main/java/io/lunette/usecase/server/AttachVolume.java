package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.AttachPlanner;
import io.lunette.plan.AttachPlanner.Attach;
import io.lunette.plan.AttachWish;
import io.lunette.plan.ControllerTuning;
import io.lunette.plan.DiskChoice;
import io.lunette.plan.DiskDecision;
import io.lunette.plan.DomainView;
import io.lunette.plan.HostOffer;
import io.lunette.plan.Plan;
import io.lunette.plan.PropertySource;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Attachments.Intent;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Attaches a volume to a server, and returns when it is there or refused. */
public final class AttachVolume {
    private static final Set<ServerStatus> STATES =
            EnumSet.of(ServerStatus.ACTIVE, ServerStatus.PAUSED, ServerStatus.SHUTOFF);

    private final StateStore store;
    private final ServerAccess access;
    private final Hosts hosts;
    private final Turns turns;
    private final Works works;
    private final Attachments attachments;
    private final ReconcileServer reconcile;
    private final ControllerTuning.Defaults tuning;
    private final ClusterBonds bonds;

    public AttachVolume(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Works works,
            Attachments attachments,
            ReconcileServer reconcile,
            ControllerTuning.Defaults tuning) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
        this.turns = turns;
        this.works = works;
        this.attachments = attachments;
        this.reconcile = reconcile;
        this.tuning = tuning;
        this.bonds = new ClusterBonds(store);
    }

    /**
     * What a user asks for.
     *
     * @param device a path as {@code /dev/sdc}; empty to let one be chosen
     * @param inCluster where the volume's cluster has it on every node, as a LUN; empty where it is attached by itself */
    public record Request(
            ServerId server,
            VolumeId volume,
            Optional<String> device,
            Optional<String> tag,
            boolean deleteOnTermination,
            Optional<ScsiAddress> inCluster) {

        /** By itself. */
        public Request(
                ServerId server,
                VolumeId volume,
                Optional<String> device,
                Optional<String> tag,
                boolean deleteOnTermination) {
            this(server, volume, device, tag, deleteOnTermination, Optional.empty());
        }

        /** As a LUN of a cluster, at this address. */
        public static Request inCluster(ServerId server, VolumeId volume, ScsiAddress address) {
            return new Request(server, volume, Optional.empty(), Optional.empty(), false, Optional.of(address));
        }
    }

    public Outcome<Attachment> attach(Caller caller, Request request) {
        return access.changeable(caller, request.server())
                .then(server -> volume(caller, request))
                .then(free -> turns.take(
                        request.server(),
                        fence -> decide(caller, request)
                                .then(decided ->
                                        begin(caller, request, decided).then(begun -> run(decided, begun, fence)))));
    }

    /** Whether it would be begun now; changes nothing. */
    public Outcome<Plan> foresee(Caller caller, Request request) {
        return decide(caller, request).map(decided -> decided.attach().plan());
    }

    /**
     * How it would be done; the world is as it was.
     *
     * @param now the domain that was looked at */
    record Decided(World world, Server server, Volume volume, DomainSnapshot now, Attach attach) {}

    /** Looks and decides, and changes nothing. */
    Outcome<Decided> decide(Caller caller, Request request) {
        return access.changeable(caller, request.server())
                .then(AttachVolume::ready)
                .then(server -> volume(caller, request)
                        .then(volume -> new HostNexus(store)
                                .alone(server.host(), volume)
                                .map(alone -> volume))
                        .then(volume -> hosts.of(server.host()).then(world -> plan(world, request, server, volume))));
    }

    private Outcome<Volume> volume(Caller caller, Request request) {
        return access.volume(caller, request.volume())
                .then(volume -> request.inCluster().isPresent() ? Outcome.done(volume) : bonds.unbound(volume))
                .then(attachments::free);
    }

    private static Outcome<Server> ready(Server server) {
        return STATES.contains(server.status()) && server.task().isEmpty()
                ? Outcome.done(server)
                : Outcome.failed(new ServerFailure.WrongState(
                        server.id().toString(), "attach_volume", ServerStates.sentence(server)));
    }

    /** The volume is taken and the work is written down; the world is as it was. */
    private record Begun(Attachment reserved, UnderWay work) {}

    private Outcome<Begun> begin(Caller caller, Request request, Decided decided) {
        return store.atomically(() -> reserve(
                        request, decided, intent(request, decided.attach().disk()))
                .map(reserved -> new Begun(
                        reserved,
                        works.begin(
                                caller,
                                decided.server().id(),
                                Kind.ATTACH,
                                Optional.of(Attachments.subject(reserved)),
                                Optional.of(decided.attach().plan())))));
    }

    private Outcome<Attachment> reserve(Request request, Decided decided, Intent intent) {
        return request.inCluster().isPresent()
                ? attachments.reserveInCluster(decided.server(), decided.volume(), intent)
                : attachments.reserve(decided.server(), decided.volume(), intent);
    }

    private Outcome<Decided> plan(World world, Request request, Server server, Volume volume) {
        return world.hypervisor()
                .capabilities()
                .then(host -> choice(request, server, volume, HostOffer.of(server.host(), host)))
                .then(choice -> ControllerTuning.of(server.flavor(), tuning)
                        .then(tuned -> Hosts.look(world, server)
                                .then(now -> AttachPlanner.plan(
                                                new AttachWish(
                                                        server,
                                                        volume,
                                                        choice,
                                                        tuned,
                                                        deviceFor(choice, request),
                                                        request.inCluster()),
                                                DomainView.of(now))
                                        .map(attach -> new Decided(world, server, volume, now, attach)))));
    }

    private Outcome<DiskChoice> choice(Request request, Server server, Volume volume, HostOffer host) {
        // What an image says is about the server's emulated disks; a cluster's nodes may come from different ones.
        DiskDecision decision = request.inCluster().isPresent()
                ? DiskDecision.ofShared(volume, PropertySource.ofVolume(volume, Map.of()), host)
                : DiskDecision.ofAttached(volume, PropertySource.ofVolume(volume, imageProperties(server)), host);
        return decision.decide();
    }

    /** A device path is a wish; a client's habitual /dev/vdb says nothing about a disk on another bus. */
    private static Optional<String> deviceFor(DiskChoice choice, Request request) {
        return request.device()
                .filter(device -> choice.bus() != DiskBus.SCSI || !device.matches("(/dev/)?[vxh]d[a-z]+"));
    }

    private Map<String, String> imageProperties(Server server) {
        return server.image()
                .flatMap(store.images()::find)
                .map(Image::properties)
                .orElse(Map.of());
    }

    private static Intent intent(Request request, DiskSpec disk) {
        return new Intent(
                Optional.empty(), "/dev/" + disk.target(), disk.mode(), request.tag(), request.deleteOnTermination());
    }

    private Outcome<Attachment> run(Decided decided, Begun begun, Fence fence) {
        Plan plan = decided.attach().plan();
        Outcome<Ran> outcome =
                new PlanRunner(decided.world(), fence).run(plan, begun.work().action());
        return switch (outcome) {
            case Outcome.Done<Ran>(Ran ran) -> there(begun.work(), begun.reserved(), plan, ran);
            case Outcome.Failed<Ran>(Failure failure) -> failed(begun.work(), begun.reserved(), failure);
        };
    }

    private Outcome<Attachment> there(UnderWay work, Attachment reserved, Plan plan, Ran ran) {
        return store.atomically(() -> {
            work.action().succeeded();
            works.end(work.entry());
            return Outcome.done(attachments.attached(
                    placed(reserved, plan.disk(reserved.volume()).orElseThrow(), ran)));
        });
    }

    /** Where it is not known how it ended, or something is left, the volume stays taken until that is settled. */
    private Outcome<Attachment> failed(UnderWay work, Attachment reserved, Failure failure) {
        return store.atomically(() -> {
            if (Works.isOpen(failure)) {
                works.later(work, false);
            } else {
                work.action().failed(failure);
                works.end(work.entry());
                attachments.gone(reserved);
                // A guest keeps a controller that was taken back until it gets round to letting it go.
                reconcile.soon(reserved.server());
            }
            return Outcome.failed(failure);
        });
    }

    /** Work that was left in the middle: finished where the disk is there as planned, otherwise undone. */
    void resume(UnderWay work, Fence fence) {
        Optional<Attachment> reserved = attachments.of(work.entry(), AttachmentStatus.ATTACHING);
        Optional<Server> server = store.servers().find(work.entry().server());
        if (reserved.isEmpty() || server.isEmpty()) {
            works.endInVain(work);
        } else {
            hosts.of(server.get().host())
                    .ifDone(world -> resume(new PlanRunner(world, fence), work, reserved.get()))
                    .ifFailed(unknown -> works.later(work, false));
        }
    }

    private void resume(PlanRunner runner, UnderWay work, Attachment reserved) {
        Plan plan = work.entry().plan().orElseThrow();
        Outcome<Ran> found = runner.look(plan, work.action());
        if (found instanceof Outcome.Done<Ran>(Ran ran)) {
            there(work, reserved, plan, ran);
        } else if (found.failureIfAny().filter(Works::isNoAnswer).isPresent()) {
            works.later(work, false);
        } else {
            Failure why = runner.takeBack(plan, work.action())
                    .failureIfAny()
                    .orElseGet(() ->
                            new ServerFailure.Interrupted(reserved.server().toString()));
            failed(work, reserved, why);
        }
    }

    private static Attachment placed(Attachment reserved, DiskSpec disk, Ran ran) {
        Attachment named = disk.address()
                .map(address -> reserved.withPlace("/dev/" + disk.target(), address))
                .orElse(reserved);
        return ran.connection(reserved.volume()).map(named::withConnection).orElse(named);
    }
}

package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Attachment;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Caller;
import io.lunette.model.Image;
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
import io.lunette.plan.PropertySource;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Actions.Action;
import io.lunette.usecase.server.Attachments.Intent;
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
    private final Actions actions;
    private final Attachments attachments;
    private final TidyServer tidy;
    private final ControllerTuning.Defaults tuning;

    public AttachVolume(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Actions actions,
            Attachments attachments,
            TidyServer tidy,
            ControllerTuning.Defaults tuning) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
        this.turns = turns;
        this.actions = actions;
        this.attachments = attachments;
        this.tidy = tidy;
        this.tuning = tuning;
    }

    /**
     * What a user asks for.
     *
     * @param device a path as {@code /dev/sdc}; empty to let one be chosen */
    public record Request(
            ServerId server,
            VolumeId volume,
            Optional<String> device,
            Optional<String> tag,
            boolean deleteOnTermination) {}

    public Outcome<Attachment> attach(Caller caller, Request request) {
        return access.changeable(caller, request.server())
                .then(server -> access.volume(caller, request.volume()).then(attachments::free))
                .then(free -> turns.take(
                        request.server(),
                        lease -> decide(caller, request)
                                .then(decided -> begin(caller, request, decided).then(begun -> run(decided, begun)))));
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
                .then(server -> access.volume(caller, request.volume())
                        .then(attachments::free)
                        .then(volume -> hosts.of(server.host()).then(world -> plan(world, request, server, volume))));
    }

    private static Outcome<Server> ready(Server server) {
        return STATES.contains(server.status()) && server.task().isEmpty()
                ? Outcome.done(server)
                : Outcome.failed(new ServerFailure.WrongState(
                        server.id().toString(), "attach_volume", ServerStates.sentence(server)));
    }

    /** The volume is taken and the action is on record; the world is as it was. */
    private record Begun(Attachment reserved, Action action) {}

    private Outcome<Begun> begin(Caller caller, Request request, Decided decided) {
        return store.atomically(() -> attachments
                .reserve(
                        decided.server(),
                        decided.volume(),
                        intent(request, decided.attach().disk()))
                .map(reserved -> new Begun(
                        reserved, actions.begin(caller, decided.server().id(), "attach_volume"))));
    }

    private Outcome<Decided> plan(World world, Request request, Server server, Volume volume) {
        return world.hypervisor()
                .capabilities()
                .then(host -> DiskDecision.ofAttached(
                                volume,
                                PropertySource.ofVolume(volume, imageProperties(server)),
                                HostOffer.of(server.host(), host))
                        .decide())
                .then(choice -> ControllerTuning.of(server.flavor(), tuning)
                        .then(tuned -> Hosts.look(world, server)
                                .then(now -> AttachPlanner.plan(
                                                new AttachWish(
                                                        server, volume, choice, tuned, deviceFor(choice, request)),
                                                DomainView.of(now))
                                        .map(attach -> new Decided(world, server, volume, now, attach)))));
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

    private Outcome<Attachment> run(Decided decided, Begun begun) {
        Action action = begun.action();
        Attachment reserved = begun.reserved();
        Outcome<Ran> outcome =
                new PlanRunner(decided.world()).run(decided.attach().plan(), action);
        return store.atomically(() -> switch (outcome) {
            case Outcome.Done<Ran>(Ran ran) -> {
                action.succeeded();
                yield Outcome.done(
                        attachments.attached(placed(reserved, decided.attach().disk(), ran)));
            }
            case Outcome.Failed<Ran>(Failure failure) -> {
                action.failed(failure);
                if (!(failure instanceof HostFailure.Uncertain)) {
                    attachments.gone(reserved);
                    // A guest keeps a controller that was taken back until it gets round to letting it go.
                    tidy.soon(decided.server().id());
                }
                yield Outcome.failed(failure);
            }
        });
    }

    private static Attachment placed(Attachment reserved, DiskSpec disk, Ran ran) {
        Attachment named = disk.address()
                .map(address -> reserved.withPlace("/dev/" + disk.target(), address))
                .orElse(reserved);
        return ran.connection(reserved.volume()).map(named::withConnection).orElse(named);
    }
}

package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainSpec.HostTraits;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.Caller;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.plan.BlockDevices;
import io.lunette.plan.BootPlanner;
import io.lunette.plan.BootPlanner.Boot;
import io.lunette.plan.BootWish;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.ControllerTuning;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.flavor.ShowFlavors;
import io.lunette.usecase.server.Actions.Action;
import io.lunette.usecase.server.Attachments.Intent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes and starts a server. What can be refused is refused before this returns; then the server is in BUILD, and it
 * comes to be in the background: ACTIVE, or ERROR with everything that was begun undone.
 */
public final class BootServer {
    private final StateStore store;
    private final ServerRows rows;
    private final Hosts hosts;
    private final Turns turns;
    private final Actions actions;
    private final Attachments attachments;
    private final WishedDisks wishedDisks;
    private final Settings settings;
    private final Ids ids;
    private final InstantSource clock;
    private final Executor background;

    /**
     * How servers are made here.
     *
     * @param initiatorPrefix a server's own initiator IQN is this, a colon, and its id
     * @param sparePciPorts how many pcie-root-ports a q35 server has beyond those it needs
     * @param tuning of virtio-scsi controllers, where the flavor says nothing
     */
    public record Settings(Iqn initiatorPrefix, int sparePciPorts, ControllerTuning.Defaults tuning) {}

    public BootServer(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Actions actions,
            Attachments attachments,
            Settings settings,
            Ids ids,
            InstantSource clock,
            Executor background) {
        this.store = store;
        this.rows = new ServerRows(store, clock);
        this.hosts = hosts;
        this.turns = turns;
        this.actions = actions;
        this.attachments = attachments;
        this.wishedDisks = new WishedDisks(new ServerAccess(store), attachments);
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.background = background;
    }

    /**
     * What a user asks for, each field well formed by itself.
     *
     * @param host the host it is to be made on; empty to let one be chosen */
    public record Request(
            String name,
            String description,
            String flavorId,
            Optional<ImageId> image,
            List<BlockDeviceMapping> blockDevices,
            Map<String, String> metadata,
            List<String> tags,
            Optional<String> keyName,
            Optional<HostName> host) {}

    /** A server that can be made: planned, not begun. */
    record Planned(World world, Server server, List<WishedDisk> wished, Boot boot) {}

    /** What was begun: the rows are there, the world is as it was. */
    private record Begun(Planned planned, List<Attachment> attachments, Action action) {}

    public Outcome<Server> boot(Caller caller, Request request) {
        return decide(caller, request).then(planned -> begin(caller, planned)).map(begun -> {
            background.execute(() -> turns.await(begun.planned().server().id(), lease -> inTurn(begun)));
            return begun.planned().server();
        });
    }

    /** Looks and decides, and changes nothing. */
    Outcome<Planned> decide(Caller caller, Request request) {
        return flavor(caller, request)
                .then(flavor -> key(caller, request).map(known -> flavor))
                .then(flavor -> image(caller, request, flavor).then(image -> plan(caller, request, flavor, image)));
    }

    private Outcome<Flavor> flavor(Caller caller, Request request) {
        return Outcome.of(
                store.flavors().find(request.flavorId()).filter(flavor -> ShowFlavors.mayUse(caller, flavor)),
                new ServerFailure.FlavorNotFound(request.flavorId()));
    }

    private Outcome<Unit> key(Caller caller, Request request) {
        return request.keyName()
                .filter(name -> store.keypairs().find(caller.user(), name).isEmpty())
                .map(name -> Outcome.<Unit>failed(new ServerFailure.KeyNotFound(name)))
                .orElseGet(Outcome::done);
    }

    private Outcome<Optional<Image>> image(Caller caller, Request request, Flavor flavor) {
        return request.image().isEmpty()
                ? Outcome.done(Optional.empty())
                : Outcome.of(
                                store.images()
                                        .find(request.image().get())
                                        .filter(image -> image.visibility() != Image.Visibility.PRIVATE
                                                || caller.mayUse(image.project())),
                                new ServerFailure.ImageNotFound(
                                        request.image().get().toString()))
                        .then(image -> BootImage.fits(image, flavor))
                        .map(Optional::of);
    }

    private Outcome<Planned> plan(Caller caller, Request request, Flavor flavor, Optional<Image> image) {
        return hosts.choose(request.host()).then(world -> plan(caller, request, flavor, image, world));
    }

    private Outcome<Planned> plan(Caller caller, Request request, Flavor flavor, Optional<Image> image, World world) {
        Server server = server(caller, request, flavor, world);
        return world.hypervisor()
                .capabilities()
                .then(host -> BlockDevices.normalize(request.image(), request.blockDevices())
                        .then(entries -> wishedDisks.of(caller, server, image, entries, host))
                        .then(disks -> ControllerTuning.of(flavor, settings.tuning())
                                .then(tuning -> BootPlanner.plan(new BootWish(
                                        server, traits(host, server), disks, tuning, settings.sparePciPorts())))
                                .map(boot -> new Planned(world, server, disks, boot))));
    }

    private static HostTraits traits(HostCapabilities host, Server server) {
        return new HostTraits(
                host.virtType(),
                host.emulator(),
                host.architecture(),
                host.machine(),
                host.consoleLogPath(server.id()));
    }

    private Server server(Caller caller, Request request, Flavor flavor, World world) {
        ServerId id = new ServerId(ids.next());
        Instant now = clock.instant();
        return new Server(
                id,
                0,
                request.name(),
                request.description(),
                caller.project(),
                caller.user(),
                flavor,
                request.image(),
                request.keyName(),
                request.metadata(),
                request.tags(),
                world.hypervisor().name(),
                new Iqn(settings.initiatorPrefix() + ":" + id),
                ServerStatus.BUILD,
                Optional.of(ServerTask.SPAWNING),
                Optional.empty(),
                false,
                Optional.empty(),
                now,
                now,
                Optional.empty());
    }

    private Outcome<Begun> begin(Caller caller, Planned planned) {
        try {
            return store.atomically(() -> {
                store.servers().insert(planned.server());
                List<Attachment> reserved = new ArrayList<>();
                for (int i = 0; i < planned.wished().size(); i++) {
                    if (planned.wished().get(i) instanceof VolumeDisk disk) {
                        reserved.add(
                                reserve(planned, disk, planned.boot().disks().get(i)));
                    }
                }
                Action action = actions.begin(caller, planned.server().id(), "create");
                return Outcome.done(new Begun(planned, List.copyOf(reserved), action));
            });
        } catch (Refused refused) {
            return Outcome.failed(refused.failure);
        }
    }

    /** Leaves the transaction, so that nothing of it is kept. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient Failure failure;

        Refused(Failure failure) {
            super(failure.sentence(), null, false, false);
            this.failure = failure;
        }
    }

    private Attachment reserve(Planned planned, VolumeDisk disk, DiskSpec spec) {
        Intent intent = new Intent(
                disk.bootIndex(), "/dev/" + spec.target(), spec.mode(), disk.tag(), disk.deleteOnTermination());
        return switch (attachments.reserve(planned.server(), disk.volume(), intent)) {
            case Outcome.Done<Attachment>(Attachment attachment) ->
                spec.address()
                        .map(address -> attachment.withPlace("/dev/" + spec.target(), address))
                        .orElse(attachment);
            case Outcome.Failed<Attachment>(Failure failure) -> throw new Refused(failure);
        };
    }

    /** A server that was deleted before its turn came is not made. */
    private Outcome<Server> inTurn(Begun begun) {
        ServerId id = begun.planned().server().id();
        return store.servers().find(id).isPresent()
                ? run(begun)
                : Outcome.failed(new ServerFailure.NotFound(id.toString()));
    }

    private Outcome<Server> run(Begun begun) {
        Planned planned = begun.planned();
        Outcome<Ran> outcome =
                new PlanRunner(planned.world()).run(planned.boot().plan(), begun.action());
        return store.atomically(() -> switch (outcome) {
            case Outcome.Done<Ran>(Ran ran) -> {
                begun.action().succeeded();
                begun.attachments()
                        .forEach(attachment -> attachments.attached(ran.connection(attachment.volume())
                                .map(attachment::withConnection)
                                .orElse(attachment)));
                yield settle(planned.server(), ServerStatus.ACTIVE, Optional.empty());
            }
            case Outcome.Failed<Ran>(Failure failure) -> {
                begun.action().failed(failure);
                if (!(failure instanceof HostFailure.Uncertain)) {
                    begun.attachments().forEach(attachments::gone);
                }
                yield settle(planned.server(), ServerStatus.ERROR, Optional.of(failure.sentence()));
            }
        });
    }

    private Outcome<Server> settle(Server begun, ServerStatus status, Optional<String> fault) {
        return rows.change(begun.id(), server -> {
            Server settled = server.with(status, taskAfter(server)).withFault(fault);
            return Outcome.done(status == ServerStatus.ACTIVE ? settled.withLaunched(clock.instant()) : settled);
        });
    }

    /** A deletion that was asked for meanwhile is still to come. */
    private static Optional<ServerTask> taskAfter(Server server) {
        return server.task().filter(task -> task != ServerTask.SPAWNING);
    }
}

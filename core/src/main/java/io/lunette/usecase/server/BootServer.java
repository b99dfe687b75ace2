package io.lunette.usecase.server;

import io.lunette.domainxml.DomainSpec.HostTraits;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.Source;
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
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.BlockDevices;
import io.lunette.plan.BootPlanner;
import io.lunette.plan.BootPlanner.Boot;
import io.lunette.plan.BootWish;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.ControllerTuning;
import io.lunette.plan.HostOffer;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.World;
import io.lunette.usecase.flavor.ShowFlavors;
import io.lunette.usecase.server.WishedDisks.Setting;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ServersVolumes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and starts a server. What can be refused is refused before this returns; then the server is in BUILD, and it
 * comes to be in the background: ACTIVE, or ERROR with everything that was begun undone.
 */
public final class BootServer {
    private final StateStore store;
    private final Placement placement;
    private final Attachments attachments;
    private final ServersVolumes volumes;
    private final MakeServer make;
    private final Settings settings;
    private final Ids ids;
    private final InstantSource clock;
    private final ResumeWork resume;

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
            Works works,
            ResumeWork resume,
            Attachments attachments,
            ServersVolumes volumes,
            Settings settings,
            Ids ids,
            InstantSource clock) {
        this.store = store;
        this.placement = new Placement(store, hosts);
        this.attachments = attachments;
        this.volumes = volumes;
        this.make = new MakeServer(store, new ServerRows(store, clock), hosts, works, attachments, volumes, clock);
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.resume = resume;
    }

    /**
     * What a user asks for, each field well formed by itself.
     *
     * @param zone the availability zone it is to be made in; empty for any
     * @param host the host it is to be made on; empty to let one be chosen
     */
    public record Request(
            String name,
            String description,
            String flavorId,
            Optional<ImageId> image,
            List<BlockDeviceMapping> blockDevices,
            Map<String, String> metadata,
            List<String> tags,
            Optional<String> keyName,
            Optional<String> zone,
            Optional<HostName> host) {}

    /** A server that can be made: planned, not begun. */
    record Planned(World world, Server server, List<WishedDisk> wished, Boot boot) {}

    public Outcome<Server> boot(Caller caller, Request request) {
        return decide(caller, request)
                .then(planned -> make.begin(caller, planned))
                .ifDone(server -> resume.soon(server.id()));
    }

    /** Makes a server that was written down, or goes on with it. */
    void resume(UnderWay work, Fence fence) {
        make.resume(work, fence);
    }

    /** Looks and decides, and changes nothing. */
    Outcome<Planned> decide(Caller caller, Request request) {
        return flavor(caller, request)
                .then(flavor -> key(caller, request).map(known -> flavor))
                .then(flavor -> image(caller, request).then(image -> plan(caller, request, flavor, image)));
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

    private Outcome<Optional<Image>> image(Caller caller, Request request) {
        return request.image().isEmpty()
                ? Outcome.done(Optional.empty())
                : Outcome.of(
                                store.images()
                                        .find(request.image().get())
                                        .filter(image -> image.visibility() != Image.Visibility.PRIVATE
                                                || caller.mayUse(image.project())),
                                new ServerFailure.ImageNotFound(
                                        request.image().get().toString()))
                        .map(Optional::of);
    }

    private Outcome<Planned> plan(Caller caller, Request request, Flavor flavor, Optional<Image> image) {
        return BlockDevices.normalize(request.image(), flavor, request.blockDevices())
                .then(entries -> fits(image, flavor, entries).map(fine -> entries))
                .then(entries -> placement
                        .choose(new Placement.Wish(
                                flavor, request.zone(), request.host(), volumes(entries), makesVolumes(entries)))
                        .then(world -> plan(caller, request, flavor, image, entries, world)));
    }

    private static boolean makesVolumes(List<BlockDeviceMapping> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.source() != Source.VOLUME && entry.destination() == Destination.VOLUME);
    }

    private List<Volume> volumes(List<BlockDeviceMapping> entries) {
        return entries.stream()
                .filter(entry -> entry.source() == Source.VOLUME)
                .flatMap(entry -> entry.uuid().stream())
                .flatMap(id -> store.volumes().find(new VolumeId(id)).stream())
                .toList();
    }

    private static Outcome<Unit> fits(Optional<Image> image, Flavor flavor, List<BlockDeviceMapping> entries) {
        boolean becomesDisk = entries.stream()
                .anyMatch(entry -> entry.source() == Source.IMAGE && entry.destination() == Destination.LOCAL);
        return image.map(found -> BootImage.fits(found, flavor, becomesDisk).map(fine -> Unit.UNIT))
                .orElseGet(Outcome::done);
    }

    private Outcome<Planned> plan(
            Caller caller,
            Request request,
            Flavor flavor,
            Optional<Image> image,
            List<BlockDeviceMapping> entries,
            World world) {
        Server server = server(caller, request, flavor, world);
        return world.hypervisor()
                .capabilities()
                .then(host -> wishedDisks(world)
                        .of(new Setting(caller, server, image, HostOffer.of(server.host(), host)), entries)
                        .then(disks -> ControllerTuning.of(flavor, settings.tuning())
                                .then(tuning -> BootPlanner.plan(new BootWish(
                                        server, traits(host, server), disks, tuning, settings.sparePciPorts())))
                                .map(boot -> new Planned(world, server, disks, boot))));
    }

    private WishedDisks wishedDisks(World world) {
        return new WishedDisks(
                new ServerAccess(store),
                attachments,
                new NewVolumes(store.images(), volumes),
                new LocalDisks(() -> world.blanks().offered()));
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
}

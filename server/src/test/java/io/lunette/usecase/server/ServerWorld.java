package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainReader;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.ClusterId;
import io.lunette.model.Flavor;
import io.lunette.model.FoundLun;
import io.lunette.model.GuestFormat;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.plan.ControllerTuning;
import io.lunette.port.BlankDisks;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.ImageFiles;
import io.lunette.port.LunSource;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import io.lunette.run.LunsByOrigin;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import io.lunette.simulate.SimulatedArray;
import io.lunette.simulate.SimulatedLunProbe;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.SimulatedReservations;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.cluster.ClusterUseCases;
import io.lunette.usecase.flavor.DefaultFlavors;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.reservation.ReservationUseCases;
import io.lunette.usecase.volume.ControllerInitiator;
import io.lunette.usecase.volume.VolumeUseCases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Servers on simulated parts, with a clock that ticks once a look and, unless told otherwise, background work that waits. */
public final class ServerWorld {
    public static final Caller ANN = caller("ann", "11111111111111111111111111111111", "member");
    public static final Caller BOB = caller("bob", "22222222222222222222222222222222", "member");
    public static final Caller ADMIN = caller("root", "33333333333333333333333333333333", "admin");
    public static final HostName HOST = new HostName("host1");
    public static final Map<String, String> PASSTHROUGH = Map.of(Volume.SCSI_MODEL, "virtio-scsi");

    private static final AtomicLong REQUESTS = new AtomicLong();

    public final InMemoryStateStore store;
    public final SimulatedHypervisor hypervisor;
    public final SimulatedLunSource source;
    public final SimulatedArray array;
    public final SimulatedLunProbe probe;
    public final TargetLogins logins;

    /** Those of {@link #source}, and adopted ones of {@link #array}. */
    public final LunSource luns;

    public final ServerUseCases servers;
    public final VolumeUseCases volumes;
    public final SimulatedReservations reservations;
    public final ReservationUseCases reserved;
    public final ClusterUseCases clusters;
    public final Hosts hosts;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Missed revival = new Missed();
    private final AtomicLong ids;
    private final AtomicLong seconds;
    private final Map<ImageId, Path> files;

    private static final Duration IMPATIENT = Duration.ofMillis(10);

    private final Duration shutdownPatience;

    /** Background work waits for {@link #work}. */
    public ServerWorld() {
        this(IMPATIENT);
    }

    /** Guests have so much time to power off. */
    ServerWorld(Duration shutdownPatience) {
        this(new InMemoryStateStore(), Optional.empty(), Optional.empty(), shutdownPatience);
    }

    /** Background work is done where {@code background} says. */
    public ServerWorld(Executor background) {
        this(new InMemoryStateStore(), Optional.empty(), Optional.of(background), IMPATIENT);
    }

    /** On a store and image files that others use as well. */
    public ServerWorld(InMemoryStateStore store, ImageFiles images, Executor background) {
        this(store, Optional.of(images), Optional.of(background), IMPATIENT);
    }

    private ServerWorld(
            InMemoryStateStore store,
            Optional<ImageFiles> images,
            Optional<Executor> background,
            Duration shutdownPatience) {
        this.shutdownPatience = shutdownPatience;
        this.store = store;
        this.hypervisor = new SimulatedHypervisor(HOST);
        this.source = new SimulatedLunSource(ByteCount.ofGiB(1000), Duration.ofMillis(50));
        this.array = SimulatedArray.sample();
        this.probe = new SimulatedLunProbe(source, array, Duration.ofMillis(50));
        this.luns = new LunsByOrigin(source, probe);
        hypervisor.learnSizesFrom(path -> source.sizeAt(path).or(() -> array.sizeAt(path)));

        this.logins = new TargetLogins(store.chapAccounts(), true);
        this.ids = new AtomicLong();
        this.seconds = new AtomicLong();
        this.files = new HashMap<>();
        new DefaultFlavors(store.flavors()).bootstrap();
        ImageFiles folder = images.orElseGet(ImageFolder::new);
        Executor executor = background.orElse(waiting::add);
        Controller controller = new Controller("controller", store, store.journal(), revival);
        this.hosts = hosts(folder);
        this.volumes = volumes(controller, folder, executor);
        this.reservations = new SimulatedReservations(source);
        this.reserved = reserved(controller);
        this.servers = servers(controller, volumes, executor);
        this.clusters = clusters(controller, servers, executor);
    }

    /** The same world under another run of the program, whose writes go through {@code killable}. */
    ServerWorld(ServerWorld before, KillableStore killable) {
        this.shutdownPatience = before.shutdownPatience;
        this.store = before.store;
        this.hypervisor = before.hypervisor;
        this.source = before.source;
        this.array = before.array;
        this.probe = before.probe;
        this.luns = before.luns;
        this.logins = new TargetLogins(killable.store().chapAccounts(), true);
        this.ids = before.ids;
        this.seconds = before.seconds;
        this.files = before.files;
        ImageFiles folder = new ImageFolder();
        Controller controller = new Controller("controller", killable.store(), killable.journal(), revival);
        this.hosts = hosts(folder);
        this.volumes = volumes(controller, folder, waiting::add);
        this.reservations = new SimulatedReservations(source);
        this.reserved = reserved(controller);
        this.servers = servers(controller, volumes, waiting::add);
        this.clusters = clusters(controller, servers, waiting::add);
    }

    /**
     * One run of the program.
     *
     * @param owner its name among others on the same store
     */
    record Controller(String owner, StateStore store, Journal journal, Revival revival) {}

    /** Another controller in this world, on a store of its own choice. */
    ServerUseCases servers(Controller controller) {
        return servers(controller, volumes(controller, new ImageFolder(), waiting::add), waiting::add);
    }

    private VolumeUseCases volumes(Controller controller, ImageFiles images, Executor executor) {
        return VolumeUseCases.on(new VolumeUseCases.Ports(
                controller.store(),
                luns,
                probe,
                logins,
                probe,
                array.portals(),
                images,
                new ControllerInitiator(
                        new HostName("controller"),
                        Iqn.parse("iqn.2026-11.io.lunette:controller").get()),
                leases(controller),
                controller.revival(),
                executor,
                this::id,
                this::now));
    }

    private Hosts hosts(ImageFiles images) {
        return new Hosts(new World(hypervisor, luns, probe, logins, images, new EmptyFiles()));
    }

    private ServerUseCases servers(Controller controller, VolumeUseCases on, Executor executor) {
        return ServerUseCases.on(new ServerUseCases.Ports(
                controller.store(),
                controller.journal(),
                controller.revival(),
                hosts,
                new BootServer.Settings(
                        Iqn.parse("iqn.2026-11.io.lunette:server").get(), 4, ControllerTuning.Defaults.USUAL),
                leases(controller),
                Duration.ofSeconds(2),
                shutdownPatience,
                on.ofServers(),
                on.extend(),
                on.work(),
                reserved.registrations(),
                this::id,
                this::now,
                executor,
                (after, work) -> waiting.add(work)));
    }

    private ReservationUseCases reserved(Controller controller) {
        return ReservationUseCases.on(new ReservationUseCases.Ports(
                controller.store(),
                luns,
                probe,
                reservations,
                logins,
                new ControllerInitiator(
                        new HostName("controller"),
                        Iqn.parse("iqn.2026-11.io.lunette:controller").get()),
                leases(controller),
                this::now));
    }

    private ClusterUseCases clusters(Controller controller, ServerUseCases on, Executor executor) {
        return ClusterUseCases.on(new ClusterUseCases.Ports(
                controller.store(),
                hosts,
                on,
                reserved.show(),
                reservations,
                ControllerTuning.Defaults.USUAL,
                leases(controller),
                controller.revival(),
                executor,
                this::id,
                this::now));
    }

    private LeaseKeeper leases(Controller controller) {
        return new LeaseKeeper(controller.store().leases(), controller.owner(), (after, work) -> waiting.add(work));
    }

    /** As a program does when it starts. */
    void takeUp() {
        volumes.work().resumeAll();
        servers.resume().all();
        clusters.work().resumeAll();
        work(3);
        store.servers()
                .list(Optional.empty())
                .forEach(server -> servers.reconcile().soon(server.id()));
        work();
    }

    public UUID id() {
        return new UUID(0x1111_1111_0000_4000L, 0x8000_0000_0000_0000L + ids.incrementAndGet());
    }

    public Instant now() {
        return Instant.parse("2026-11-23T05:00:00Z").plusSeconds(seconds.incrementAndGet());
    }

    private static Caller caller(String name, String project, String role) {
        return new Caller(new UserId(project), name, new ProjectId(project), name, Set.of(role), "req-" + name);
    }

    /** The same caller with another request. */
    public static Caller again(Caller caller) {
        return new Caller(
                caller.user(),
                caller.userName(),
                caller.project(),
                caller.projectName(),
                caller.roles(),
                "req-" + REQUESTS.incrementAndGet());
    }

    /** The images' files, all raw. */
    private final class ImageFolder implements ImageFiles {
        @Override
        public Outcome<Stored> store(ImageId image, String diskFormat, InputStream data) {
            throw new UnsupportedOperationException("tests put files there themselves");
        }

        @Override
        public Optional<Path> find(ImageId image) {
            return Optional.ofNullable(files.get(image));
        }

        @Override
        public Outcome<Path> raw(ImageId image, String diskFormat) {
            return Outcome.of(find(image), new ImageFailure.NotFound(image.toString()));
        }

        @Override
        public Outcome<Unit> delete(ImageId image) {
            files.remove(image);
            return Outcome.done();
        }
    }

    /** Empty disks that say what they are formatted as; this machine can make swap, ext4 and xfs. */
    private static final class EmptyFiles implements BlankDisks {
        @Override
        public Set<GuestFormat> offered() {
            return EnumSet.of(GuestFormat.SWAP, GuestFormat.EXT4, GuestFormat.XFS);
        }

        @Override
        public Outcome<Blank> make(GuestFormat format, String label, ByteCount size) {
            Path written = write((format.word() + " " + label).getBytes(StandardCharsets.UTF_8));
            return Outcome.done(new Blank() {
                @Override
                public Path file() {
                    return written;
                }

                @Override
                public void close() {
                    written.toFile().delete();
                }
            });
        }
    }

    Revival revival() {
        return revival;
    }

    /** Lets all background work go, and what it starts; then time passes and what has not ended is taken up once. */
    public void work() {
        empty();
        revival.takeUp();
        empty();
    }

    /** Only what waits in the background now. */
    void workOnce() {
        for (Runnable work : List.copyOf(waiting)) {
            waiting.remove(work);
            work.run();
        }
    }

    /** The same so many times, with as much time between. */
    public void work(int times) {
        for (int time = 0; time < times; time++) {
            work();
        }
    }

    private void empty() {
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
    }

    /** Work that nobody has brought to its end. */
    private final class Missed implements Revival {
        private final Set<UUID> watched = Collections.synchronizedSet(new LinkedHashSet<>());

        @Override
        public void watch(UUID work, Duration after) {
            watched.add(work);
        }

        @Override
        public void forget(UUID work) {
            watched.remove(work);
        }

        void takeUp() {
            for (UUID work : List.copyOf(watched)) {
                if (clusters.work().resume(new ClusterId(work))
                        && servers.resume().resume(work)) {
                    volumes.work().resume(new VolumeId(work));
                }
            }
        }
    }

    /** A bootable volume of Ann's of 1 GiB that is ready. */
    public Volume volume(Map<String, String> metadata) {
        return volume(ANN, metadata, false);
    }

    public Volume volume(Caller owner, Map<String, String> metadata, boolean multiattach) {
        VolumeId id = new VolumeId(id());
        Volume volume = new Volume(
                id,
                0,
                "volume" + id.value().getLeastSignificantBits(),
                "",
                owner.project(),
                owner.user(),
                1,
                VolumeStatus.AVAILABLE,
                true,
                multiattach,
                "lun",
                metadata,
                Map.of(),
                Optional.empty(),
                Optional.of(
                        source.create(id, ByteCount.ofGiB(1), Optional.empty()).get()),
                Optional.empty(),
                now(),
                now());
        store.volumes().insert(volume);
        return volume;
    }

    /** A volume of Ann's on a LUN of {@link #array}, reached at all of its portals. */
    public Volume adopted(int number) {
        Iqn target = Iqn.parse("iqn.2026-11.invalid.array:cluster").get();
        FoundLun found = probe.luns(
                        array.portals().getFirst(),
                        target,
                        Login.of(Iqn.parse("iqn.2026-11.io.lunette:x").get()))
                .get()
                .get(number);
        Volume volume = volume(PASSTHROUGH);
        source.delete(volume.id()).get();
        Volume adopted = volume.withLun(new Lun(
                new LunAddress(array.portals(), target, number),
                found.identity().orElseThrow(),
                true));
        store.volumes().update(adopted);
        return adopted.withRevision(1);
    }

    /** A public raw image of Bob's. */
    public Image image(Map<String, String> properties) {
        return image("raw", properties);
    }

    /** A public image of a CD, of Bob's. */
    public Image iso() {
        return image("iso", Map.of());
    }

    private Image image(String diskFormat, Map<String, String> properties) {
        ImageId id = new ImageId(id());
        files.put(id, write(new byte[512]));
        Image image = new Image(
                id,
                0,
                "image",
                BOB.project(),
                Image.ImageStatus.ACTIVE,
                Image.Visibility.PUBLIC,
                Optional.of(diskFormat),
                Optional.of("bare"),
                0,
                0,
                false,
                Optional.of(512L),
                Optional.of(512L),
                Optional.of("d41d8cd98f00b204e9800998ecf8427e"),
                Optional.empty(),
                List.of(),
                properties,
                now(),
                now());
        store.images().insert(image);
        return image;
    }

    /** As if its data had been lost. */
    public void forgetFile(Image image) {
        files.remove(image.id());
    }

    public void makePrivate(Image image) {
        store.images().update(changed(image, Image.Visibility.PRIVATE, image.minDiskGiB()));
    }

    /** Lets it need a disk of this size. */
    public void grow(Image image, int minDiskGiB) {
        store.images().update(changed(image, image.visibility(), minDiskGiB));
    }

    private static Image changed(Image image, Image.Visibility visibility, int minDiskGiB) {
        return new Image(
                image.id(),
                image.revision(),
                image.name(),
                image.project(),
                image.status(),
                visibility,
                image.diskFormat(),
                image.containerFormat(),
                minDiskGiB,
                image.minRamMiB(),
                image.isProtected(),
                image.sizeBytes(),
                image.virtualSizeBytes(),
                image.md5(),
                image.sha512(),
                image.tags(),
                image.properties(),
                image.created(),
                image.updated());
    }

    private static Path write(byte[] content) {
        try {
            Path file = Files.createTempFile("lunette-image", ".raw");
            file.toFile().deleteOnExit();
            return Files.write(file, content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The mission's own mapping: bus=scsi, type=lun, bootindex=0. */
    public static BlockDeviceMapping lun(Volume volume, int bootIndex) {
        return new BlockDeviceMapping(
                "block_device_mapping_v2[" + bootIndex + "]",
                Source.VOLUME,
                Destination.VOLUME,
                Optional.of(volume.id().value()),
                Optional.of(DiskBus.SCSI),
                Optional.of(DeviceType.LUN),
                Optional.of(bootIndex),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** A flavor with 2 GiB of ephemeral disk and 64 MiB of swap. */
    public Flavor roomyFlavor() {
        Flavor flavor = new Flavor("roomy", "roomy", 1, 64, 0, 2, 64, true, "", Map.of());
        store.flavors().insert(flavor);
        return flavor;
    }

    public static BootServer.Request request(Optional<ImageId> image, BlockDeviceMapping... devices) {
        return new BootServer.Request(
                "vm",
                "",
                "0",
                image,
                List.of(devices),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Outcome<Server> boot(Caller caller, BootServer.Request request) {
        return servers.boot().boot(again(caller), request, 1, 1).map(List::getFirst);
    }

    /** A running server of Ann's, booted from an image whose disk is on an lsilogic controller. */
    public Server running() {
        Image image = image(Map.of(Volume.SCSI_MODEL, "lsilogic", "hw_disk_bus", "scsi"));
        return booted(request(Optional.of(image.id())));
    }

    /** The server that this makes for Ann, once it runs. */
    public Server booted(BootServer.Request request) {
        Server begun = boot(ANN, request).get();
        work();
        return server(begun.id());
    }

    public Server server(ServerId id) {
        return store.servers().find(id).orElseThrow();
    }

    public Volume row(Volume volume) {
        return store.volumes().find(volume.id()).orElseThrow();
    }

    public DomainDevices live(ServerId id) {
        return DomainReader.read(domain(id).liveXml().orElseThrow());
    }

    public DomainDevices persistent(ServerId id) {
        return DomainReader.read(domain(id).persistentXml());
    }

    public DomainSnapshot domain(ServerId id) {
        return hypervisor.find(id).get().orElseThrow();
    }

    public boolean hasDomain(ServerId id) {
        return hypervisor.find(id).get().isPresent();
    }

    /** How large the server's QEMU takes the volume's LUN to be; empty where it does not run. */
    public Optional<ByteCount> shownSize(Attachment attachment) {
        return hypervisor
                .diskSize(attachment.server(), DiskSpec.aliasOf(attachment.volume()))
                .get();
    }

    /** Which initiators may see the volume's LUN. */
    public List<Iqn> seenBy(Volume volume) {
        return source.exposedTo(volume.id()).get();
    }
}

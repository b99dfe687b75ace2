package io.lunette.usecase.volume;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.DeviceMode;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.ImageFiles;
import io.lunette.port.contract.NoRevival;
import io.lunette.run.LunsByOrigin;
import io.lunette.run.TargetLogins;
import io.lunette.simulate.SimulatedArray;
import io.lunette.simulate.SimulatedLunProbe;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.lease.LeaseKeeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Volumes on simulated parts, with a clock that ticks once a look and background work that waits to be let go. */
public final class VolumeWorld {
    public static final Caller ANN = caller("ann", "11111111111111111111111111111111", Set.of("member"));
    public static final Caller BOB = caller("bob", "22222222222222222222222222222222", Set.of("member"));
    public static final Caller ADMIN = caller("root", "33333333333333333333333333333333", Set.of("admin"));

    public final InMemoryStateStore store = new InMemoryStateStore();
    public final SimulatedLunSource source;
    public final SimulatedArray array = SimulatedArray.sample();
    public final SimulatedLunProbe probe;
    public final Map<ImageId, Path> files = new HashMap<>();
    public final VolumeUseCases volumes;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong seconds = new AtomicLong();

    public VolumeWorld(long capacityGiB) {
        source = new SimulatedLunSource(ByteCount.ofGiB(capacityGiB), Duration.ofMillis(50));
        probe = new SimulatedLunProbe(source, array, Duration.ofMillis(50));
        volumes = VolumeUseCases.on(new VolumeUseCases.Ports(
                store,
                new LunsByOrigin(source, probe),
                probe,
                new TargetLogins(store.chapAccounts(), true),
                probe,
                array.portals(),
                new ImageFolder(),
                new ControllerInitiator(
                        new HostName("controller"),
                        Iqn.parse("iqn.2026-11.io.lunette:controller").get()),
                new LeaseKeeper(store.leases(), "controller", (after, work) -> {}),
                new NoRevival(),
                waiting::add,
                () -> new UUID(7, ids.incrementAndGet()),
                this::now));
    }

    private Instant now() {
        return Instant.parse("2026-11-23T05:00:00Z").plusSeconds(seconds.incrementAndGet());
    }

    private static Caller caller(String name, String project, Set<String> roles) {
        return new Caller(new UserId(name), name, new ProjectId(project), name, roles, "req-" + name);
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

    /** Lets all background work go, and what it starts. */
    public void work() {
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
    }

    /** Drops the background work, as a crash does. */
    public void crash() {
        waiting.clear();
    }

    /** A volume of Ann's that is ready. */
    public Volume volume(String name, long sizeGiB) {
        Volume made = volumes.create().create(ANN, sized(name, sizeGiB)).get();
        work();
        return row(made.id());
    }

    public static CreateVolumeRequest sized(String name, long sizeGiB) {
        return new CreateVolumeRequest(sizeGiB, name, "", Optional.empty(), Optional.empty(), Map.of());
    }

    public static CreateVolumeRequest filled(String name, long sizeGiB, String image) {
        return new CreateVolumeRequest(sizeGiB, name, "", Optional.of(image), Optional.empty(), Map.of());
    }

    public Volume row(VolumeId id) {
        return store.volumes().find(id).orElseThrow();
    }

    /** A public raw image of Bob's whose file holds {@code data}. */
    public Image image(String name, String data, int minDiskGiB, Map<String, String> properties) {
        ImageId id = new ImageId(new UUID(8, ids.incrementAndGet()));
        files.put(id, file(data));
        Image image = new Image(
                id,
                0,
                name,
                BOB.project(),
                Image.ImageStatus.ACTIVE,
                Image.Visibility.PUBLIC,
                Optional.of("raw"),
                Optional.of("bare"),
                minDiskGiB,
                0,
                false,
                Optional.of((long) data.length()),
                Optional.of((long) data.length()),
                Optional.of("d41d8cd98f00b204e9800998ecf8427e"),
                Optional.empty(),
                List.of(),
                properties,
                now(),
                now());
        store.images().insert(image);
        return image;
    }

    private static Path file(String data) {
        try {
            Path file = Files.createTempFile("lunette-image", ".raw");
            file.toFile().deleteOnExit();
            return Files.writeString(file, data);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A server of Ann's that has the volume. */
    public Attachment attached(VolumeId volume, AttachmentStatus status) {
        ServerId server = new ServerId(new UUID(9, ids.incrementAndGet()));
        store.servers().insert(server(server));
        Attachment attachment = new Attachment(
                new AttachmentId(new UUID(10, ids.incrementAndGet())),
                0,
                store.attachments().nextGeneration(volume),
                server,
                volume,
                status,
                Optional.empty(),
                "/dev/sdb",
                DeviceMode.LUN,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                now());
        store.attachments().insert(attachment);
        return attachment;
    }

    private Server server(ServerId id) {
        return new Server(
                id,
                0,
                "vm",
                "",
                ANN.project(),
                ANN.user(),
                new Flavor("1", "m1.tiny", 1, 64, 0, 0, 0, true, "", Map.of()),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                new HostName("host1"),
                Iqn.parse("iqn.2026-11.io.lunette:server").get(),
                ServerStatus.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                now(),
                now(),
                Optional.empty());
    }
}

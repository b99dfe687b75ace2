package io.lunette.server.http.volume;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.DeviceMode;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.ReservationKey;
import io.lunette.model.Role;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.plan.ControllerTuning;
import io.lunette.port.ImageFiles;
import io.lunette.port.contract.NoBlanks;
import io.lunette.port.contract.NoRevival;
import io.lunette.run.LunsByOrigin;
import io.lunette.run.Registrations;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import io.lunette.scsi.Reservations;
import io.lunette.server.http.Api;
import io.lunette.server.http.TestServer;
import io.lunette.simulate.SimulatedArray;
import io.lunette.simulate.SimulatedLunProbe;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.identity.ValidToken;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.server.BootServer;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.ServerUseCases;
import io.lunette.usecase.volume.ControllerInitiator;
import io.lunette.usecase.volume.VolumeUseCases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Block Storage on simulated parts with room for 10 GiB, where LUNs are made before the request is answered. Tokens:
 * {@code ann} and {@code bob}, members of a project each, and {@code admin}.
 */
final class VolumeCloud implements AutoCloseable {
    static final ProjectId ANN = new ProjectId("11111111111111111111111111111111");
    static final ProjectId ADMIN = new ProjectId("33333333333333333333333333333333");

    final InMemoryStateStore store = new InMemoryStateStore();
    final SimulatedLunSource source = new SimulatedLunSource(ByteCount.ofGiB(10), Duration.ofMillis(50));
    final SimulatedArray array = SimulatedArray.sample();
    final TestServer server;
    private final AtomicLong seconds = new AtomicLong();
    private final Path imageFile;

    VolumeCloud() {
        imageFile = file();
        SimulatedLunProbe probe = new SimulatedLunProbe(source, array, Duration.ofMillis(50));
        VolumeUseCases volumes = VolumeUseCases.on(new VolumeUseCases.Ports(
                store,
                new LunsByOrigin(source, probe),
                probe,
                new TargetLogins(store.chapAccounts(), true),
                probe,
                array.portals(),
                new OneImageFile(imageFile),
                new ControllerInitiator(
                        new HostName("controller"),
                        Iqn.parse("iqn.2026-11.io.lunette:controller").get()),
                new LeaseKeeper(store.leases(), "controller", (after, work) -> {}),
                new NoRevival(),
                Runnable::run,
                UUID::randomUUID,
                this::now));
        ServerUseCases servers = ServerUseCases.on(new ServerUseCases.Ports(
                store,
                store.journal(),
                new NoRevival(),
                new Hosts(new World(
                        new SimulatedHypervisor(new HostName("host1")),
                        new LunsByOrigin(source, probe),
                        probe,
                        new TargetLogins(store.chapAccounts(), true),
                        new OneImageFile(imageFile),
                        new NoBlanks())),
                new BootServer.Settings(
                        Iqn.parse("iqn.2026-11.io.lunette:server").get(), 4, ControllerTuning.Defaults.USUAL),
                new LeaseKeeper(store.leases(), "controller", (after, work) -> {}),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                volumes.ofServers(),
                volumes.extend(),
                volumes.work(),
                new NoRegistrations(),
                UUID::randomUUID,
                this::now,
                Runnable::run,
                (after, work) -> {}));
        server = new TestServer(
                VolumeCloud::validate,
                VolumeApis.of(volumes, servers.extend(), this::now).toArray(Api[]::new));
    }

    private Instant now() {
        return Instant.parse("2026-11-23T05:00:00Z").plusSeconds(seconds.incrementAndGet());
    }

    private static Path file() {
        try {
            return Files.writeString(Files.createTempFile("lunette-image", ".raw"), "boot sector");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All images have the same data. */
    private record OneImageFile(Path file) implements ImageFiles {
        @Override
        public Outcome<Stored> store(ImageId image, String diskFormat, InputStream data) {
            return Outcome.failed(new ImageFailure.UnsafeImage("there is one image only"));
        }

        @Override
        public Optional<Path> find(ImageId image) {
            return Optional.of(file);
        }

        @Override
        public Outcome<Path> raw(ImageId image, String diskFormat) {
            return Outcome.done(file);
        }

        @Override
        public Outcome<Unit> delete(ImageId image) {
            return Outcome.done();
        }
    }

    private static Outcome<ValidToken> validate(String text) {
        return switch (text) {
            case "ann" -> Outcome.done(token("ann", ANN, "member"));
            case "bob" -> Outcome.done(token("bob", new ProjectId("22222222222222222222222222222222"), "member"));
            case "admin" -> Outcome.done(token("admin", ADMIN, "admin"));
            default -> Outcome.failed(new IdentityFailure.TokenInvalid());
        };
    }

    private static ValidToken token(String name, ProjectId project, String role) {
        UserId user = new UserId(name + "-id");
        return new ValidToken(
                new Token("", name, user, Optional.of(project), "password", Instant.EPOCH, Instant.MAX),
                new User(user, name, "", "", true),
                Optional.of(new Project(project, name, "", true)),
                List.of(new Role(role, role)));
    }

    /** A public image; {@code minDiskGiB} is what a volume of it must have. */
    ImageId image(String name, int minDiskGiB, Map<String, String> properties) {
        ImageId id = new ImageId(UUID.randomUUID());
        store.images()
                .insert(new Image(
                        id,
                        0,
                        name,
                        ADMIN,
                        Image.ImageStatus.ACTIVE,
                        Image.Visibility.PUBLIC,
                        Optional.of("raw"),
                        Optional.of("bare"),
                        minDiskGiB,
                        0,
                        false,
                        Optional.of(11L),
                        Optional.of(11L),
                        Optional.of("d41d8cd98f00b204e9800998ecf8427e"),
                        Optional.empty(),
                        List.of(),
                        properties,
                        now(),
                        now()));
        return id;
    }

    /** Gives the volume to a server of Ann's. */
    Attachment attach(VolumeId volume) {
        ServerId server = new ServerId(UUID.randomUUID());
        store.servers().insert(server(server));
        Attachment attachment = new Attachment(
                new AttachmentId(UUID.randomUUID()),
                0,
                store.attachments().nextGeneration(volume),
                server,
                volume,
                AttachmentStatus.ATTACHED,
                Optional.empty(),
                "/dev/sdb",
                DeviceMode.LUN,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                now());
        store.attachments().insert(attachment);
        Volume row = store.volumes().find(volume).orElseThrow();
        store.volumes().update(row.with(VolumeStatus.IN_USE));
        return attachment;
    }

    private Server server(ServerId id) {
        return new Server(
                id,
                0,
                "vm",
                "",
                ANN,
                new UserId("ann-id"),
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

    @Override
    public void close() {
        server.close();
        store.close();
        try {
            Files.delete(imageFile);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** As of LUNs that only the kernels of hosts reach. */
    private static final class NoRegistrations implements Registrations {
        @Override
        public Outcome<Reservations> read(Volume volume) {
            return Outcome.failed(
                    new ReservationFailure.NotOnNetwork(volume.id().toString()));
        }

        @Override
        public Outcome<Unit> end(VolumeId volume, ReservationKey key) {
            return Outcome.failed(new ReservationFailure.NotOnNetwork(volume.toString()));
        }
    }
}

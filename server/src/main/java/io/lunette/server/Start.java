package io.lunette.server;

import io.lunette.failure.Outcome;
import io.lunette.model.ClusterId;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import io.lunette.plan.ControllerTuning;
import io.lunette.port.BlankDisks;
import io.lunette.port.Ids;
import io.lunette.port.ImageFiles;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import io.lunette.run.World;
import io.lunette.server.config.Secret;
import io.lunette.server.config.Settings;
import io.lunette.server.config.StoreLocation;
import io.lunette.server.http.Api;
import io.lunette.server.http.ApiServer;
import io.lunette.server.http.ApiSettings;
import io.lunette.server.http.compute.ComputeApi;
import io.lunette.server.http.image.ImageApi;
import io.lunette.server.http.own.AdapterApi;
import io.lunette.server.http.own.BackupApi;
import io.lunette.server.http.own.ClusterApi;
import io.lunette.server.http.own.DeviceApi;
import io.lunette.server.http.own.DoctorApi;
import io.lunette.server.http.own.DriftApi;
import io.lunette.server.http.own.ForceDetachApi;
import io.lunette.server.http.own.HostApi;
import io.lunette.server.http.own.HostLoginApi;
import io.lunette.server.http.own.HostLunApi;
import io.lunette.server.http.own.LunApi;
import io.lunette.server.http.own.MigrateApi;
import io.lunette.server.http.own.OperationApi;
import io.lunette.server.http.own.PlanApi;
import io.lunette.server.http.own.RefreshApi;
import io.lunette.server.http.own.ReservationApi;
import io.lunette.server.http.own.StatusApi;
import io.lunette.server.http.volume.VolumeApis;
import io.lunette.server.imagefiles.DirectoryImageFiles;
import io.lunette.server.imagefiles.FormattedDisks;
import io.lunette.server.store.PostgresAddress;
import io.lunette.server.store.SqlStateStore;
import io.lunette.server.work.DurableWork;
import io.lunette.server.work.Pace;
import io.lunette.usecase.cluster.ClusterUseCases;
import io.lunette.usecase.doctor.ExamineHosts;
import io.lunette.usecase.fibrechannel.AdapterUseCases;
import io.lunette.usecase.flavor.DefaultFlavors;
import io.lunette.usecase.host.HostLoginUseCases;
import io.lunette.usecase.host.HostLunUseCases;
import io.lunette.usecase.host.HostUseCases;
import io.lunette.usecase.image.CreateImage;
import io.lunette.usecase.image.DeleteImage;
import io.lunette.usecase.image.DownloadImage;
import io.lunette.usecase.image.ListImages;
import io.lunette.usecase.image.UpdateImage;
import io.lunette.usecase.image.UploadImage;
import io.lunette.usecase.lease.Later;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.recover.KeepTraces;
import io.lunette.usecase.recover.ObservedStore;
import io.lunette.usecase.reservation.ReservationUseCases;
import io.lunette.usecase.server.BootServer;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.ServerUseCases;
import io.lunette.usecase.store.BackUpStore;
import io.lunette.usecase.volume.ControllerInitiator;
import io.lunette.usecase.volume.VolumeUseCases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts the service together: the one place that knows every part. */
final class Start {
    /** A LUN is copied from an image in the background: more at a time would only make each slower. */
    private static final int VOLUMES_AT_ONCE = 4;

    private static final Duration BACKGROUND_PATIENCE = Duration.ofSeconds(5);
    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(15);
    private static final Duration TURN_PATIENCE = Duration.ofMinutes(1);

    private final Settings settings;
    private final Ids ids = UUID::randomUUID;
    private final Clock clock = Clock.systemUTC();
    private final Opened opened = new Opened();

    private Start(Settings settings) {
        this.settings = settings;
    }

    /** Starts the service; whatever was opened is closed again when a part of it cannot be had. */
    static Outcome<Service> of(Settings settings) throws StartFailed {
        Start start = new Start(settings);
        try {
            return start.open().ifFailed(failure -> start.opened.close());
        } catch (RuntimeException | IOException problem) {
            start.opened.close();
            throw StartFailed.of(problem, settings.listen().toString());
        }
    }

    private Outcome<Service> open() throws IOException {
        // Web server and store take about the same time to load, and there is more than one processor.
        Thread.ofVirtual().name("warm-up").start(ApiServer::warmUp);
        // Whoever has the store may clear away what an earlier process left, and nobody else: so it comes first.
        Outcome<SqlStateStore> store =
                StateDirectory.prepare(settings).map(opened::add).then(directory -> store());
        if (store instanceof Outcome.Failed<SqlStateStore> failed) {
            return failed.as();
        }
        ImageFiles images = DirectoryImageFiles.open(
                settings.images(), settings.limits().image().bytes());
        BlankDisks blanks = FormattedDisks.open(settings.state().resolve("blank-disks"));
        ObservedStore observed = new ObservedStore(store.get());
        return outside(observed, images, blanks).map(outside -> {
            Hosts hosts = new Hosts(outside.world()
                    .of(outside.world().hypervisor(), settings.host().luns()));
            keepTraces(observed, outside, hosts);
            return serve(observed, store.get(), outside, hosts);
        });
    }

    private Outcome<SqlStateStore> store() {
        return openStore().map(opened::add);
    }

    private Outcome<SqlStateStore> openStore() {
        return switch (settings.store()) {
            case StoreLocation.SqliteFile file when settings.simulate() -> SqlStateStore.openEmpty(file.path(), clock);
            case StoreLocation.SqliteFile file -> SqlStateStore.open(file.path(), clock);
            case StoreLocation.Postgres database -> SqlStateStore.open(address(database), settings.state(), clock);
        };
    }

    static PostgresAddress address(StoreLocation.Postgres database) {
        return new PostgresAddress(
                database.user(),
                database.host(),
                database.port(),
                database.database(),
                database.sslMode(),
                database.password().map(Secret::text));
    }

    /** What {@code lunette recover} would find; it follows the store, and is made up for now. */
    private void keepTraces(ObservedStore store, Outside outside, Hosts hosts) {
        KeepTraces traces = new KeepTraces(
                store,
                hosts,
                outside.world().luns(),
                outside.adopted(),
                Later.on(background(Executors.newSingleThreadExecutor())));
        store.tell(traces);
        traces.all();
    }

    private Service serve(StateStore store, SqlStateStore kept, Outside outside, Hosts hosts) {
        Acquaintance.begin(outside.world().hypervisor());
        IdentityService identity = IdentityService.on(store, settings.identity().tokenLifetime(), ids, clock);
        Administrator administrator = new Administrator(settings.state());
        // One commit: each waits for the disk.
        store.atomically(() -> {
            administrator.make(store, identity.bootstrap());
            new DefaultFlavors(store.flavors()).bootstrap();
            return true;
        });
        ApiServer web = opened.add(
                ApiServer.start(web(), identity.validate()::validate, apis(identity, store, kept, outside, hosts)));
        URI endpoint = Endpoint.of(settings, web.port());
        try {
            administrator.tellClients(endpoint);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new Service(settings, endpoint, opened);
    }

    private List<Api> apis(
            IdentityService identity, StateStore store, SqlStateStore kept, Outside outside, Hosts hosts) {
        World world = outside.world();
        Executor background = background(Executors.newVirtualThreadPerTaskExecutor());
        DurableWork revival =
                opened.add(new DurableWork(store, kept.connections(), controllerName(), clock, Pace.MODEST));
        LeaseKeeper leases = new LeaseKeeper(store.leases(), controllerName(), Later.on(background));
        VolumeUseCases volumes = volumes(store, outside, leases, revival);
        HostUseCases ofHosts = HostUseCases.on(new HostUseCases.Ports(
                store, hosts, outside.opener(), settings.allowUntrustedHosts(), Later.on(background), clock));
        ofHosts.follow().start(settings.host().uri());
        ReservationUseCases reservations = reservations(store, outside, leases);
        ServerUseCases servers = servers(
                HaltingStore.around(store), kept.journal(), hosts, volumes, reservations, leases, revival, background);
        ClusterUseCases clusters = ClusterUseCases.on(new ClusterUseCases.Ports(
                store,
                hosts,
                servers,
                reservations.show(),
                outside.reservations(),
                tuning(),
                leases,
                revival,
                background,
                ids,
                clock));
        revival.start(
                work -> clusters.work().resume(new ClusterId(work))
                                && servers.resume().resume(work)
                                && volumes.work().resume(new VolumeId(work))
                        ? Optional.empty()
                        : Optional.of(UNTIL_NEXT_TRY),
                settings.store() instanceof StoreLocation.SqliteFile);
        volumes.work().resumeAll();
        servers.resume().all();
        clusters.work().resumeAll();
        servers.reconcile().watch();
        List<Api> apis = new ArrayList<>();
        apis.add(identity.api());
        apis.add(images(store, world.images()));
        apis.addAll(VolumeApis.of(volumes, servers.extend(), clock));
        apis.addAll(ComputeApi.on(servers, store, ids, clock));
        apis.add(new ForceDetachApi(servers.forceDetach()));
        apis.add(new MigrateApi(servers.migrate()));
        apis.add(new StatusApi(version(), settings.simulate(), servers.hosts()));
        apis.add(new HostApi(ofHosts));
        apis.add(new AdapterApi(AdapterUseCases.on(store, hosts, servers.turns(), clock)));
        apis.add(new HostLunApi(new HostLunUseCases(store, hosts, volumes.adopt())));
        apis.add(new HostLoginApi(new HostLoginUseCases(store, hosts)));
        apis.add(new DoctorApi(new ExamineHosts(store, hosts, outside.discovery(), initiator())));
        apis.add(new PlanApi(servers.plans()));
        apis.add(new DeviceApi(servers.devices()));
        apis.add(new DriftApi(servers.drift()));
        apis.add(new LunApi(volumes.discover(), volumes.adopt(), volumes.login()));
        apis.add(new RefreshApi(servers.extend()));
        apis.add(new BackupApi(new BackUpStore(kept.copies())));
        apis.add(new OperationApi(servers.actions()));
        apis.add(new ReservationApi(reservations));
        apis.add(new ClusterApi(clusters));
        return apis;
    }

    private Outcome<Outside> outside(StateStore store, ImageFiles images, BlankDisks blanks) {
        return settings.simulate()
                ? Outcome.done(SimulatedWorld.open(settings, store, images, blanks, opened))
                : RealWorld.open(settings, store, images, blanks, opened);
    }

    private Api images(StateStore store, ImageFiles files) {
        UploadImage upload = new UploadImage(store, files, clock);
        upload.abandonUnfinished();
        return new ImageApi(
                new CreateImage(store, ids, clock),
                new ListImages(store, clock),
                new UpdateImage(store, clock),
                new DeleteImage(store, files, clock),
                upload,
                new DownloadImage(store, files, clock),
                settings.limits().image().bytes());
    }

    private VolumeUseCases volumes(StateStore store, Outside outside, LeaseKeeper leases, Revival revival) {
        return VolumeUseCases.on(new VolumeUseCases.Ports(
                store,
                outside.world().luns(),
                outside.world().probe(),
                outside.world().logins(),
                outside.discovery(),
                outside.arrays(),
                outside.world().images(),
                initiator(),
                leases,
                revival,
                background(Executors.newFixedThreadPool(VOLUMES_AT_ONCE)),
                ids,
                clock));
    }

    private ReservationUseCases reservations(StateStore store, Outside outside, LeaseKeeper leases) {
        return ReservationUseCases.on(new ReservationUseCases.Ports(
                store,
                outside.world().luns(),
                outside.world().probe(),
                outside.reservations(),
                outside.world().logins(),
                initiator(),
                leases,
                clock));
    }

    private ControllerInitiator initiator() {
        return new ControllerInitiator(
                settings.host().name(),
                Iqn.parse(settings.host().initiatorPrefix() + ":controller").get());
    }

    private ServerUseCases servers(
            StateStore store,
            Journal journal,
            Hosts hosts,
            VolumeUseCases volumes,
            ReservationUseCases reservations,
            LeaseKeeper leases,
            Revival revival,
            Executor background) {
        return ServerUseCases.on(new ServerUseCases.Ports(
                store,
                journal,
                revival,
                hosts,
                new BootServer.Settings(
                        settings.host().initiatorPrefix(), settings.servers().sparePciePorts(), tuning()),
                leases,
                TURN_PATIENCE,
                settings.servers().shutdownPatience(),
                volumes.ofServers(),
                volumes.extend(),
                volumes.work(),
                reservations.registrations(),
                ids,
                clock,
                background,
                Later.on(background)));
    }

    private ControllerTuning.Defaults tuning() {
        return new ControllerTuning.Defaults(
                settings.servers().ioThread(), settings.servers().queues());
    }

    private String controllerName() {
        try {
            return ControllerName.of(settings.state());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private ExecutorService background(ExecutorService executor) {
        return opened.add(new Background(executor, BACKGROUND_PATIENCE)).executor();
    }

    private ApiSettings web() {
        return new ApiSettings(
                settings.listen().address(),
                settings.listen().port(),
                settings.publicEndpoint().map(URI::toString),
                settings.limits().jsonBody().bytes(),
                settings.simulate() ? Optional.of("SIMULATED") : Optional.empty());
    }

    private static String version() {
        String version = Start.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}

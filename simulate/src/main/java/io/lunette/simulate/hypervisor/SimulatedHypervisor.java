package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Portal;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import io.lunette.port.Watchers;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A libvirt host in memory. Domains are XML that behaves as libvirt's does; guests are not there, so a server that was
 * started counts as booted at once, and shuts down as soon as it is asked to. It never waits for a guest: a device that
 * a guest does not let go of is reported so without delay.
 */
public final class SimulatedHypervisor implements Hypervisor {
    private static final String POOL = "/simulated/pool";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONSOLE_KEPT = 1 << 20;

    private static final Set<ScsiModel> OFFERED = EnumSet.of(
            ScsiModel.LSILOGIC,
            ScsiModel.VIRTIO_SCSI,
            ScsiModel.LSISAS1068,
            ScsiModel.LSISAS1078,
            ScsiModel.VMPVSCSI,
            ScsiModel.AM53C974,
            ScsiModel.VIRTIO_TRANSITIONAL,
            ScsiModel.VIRTIO_NON_TRANSITIONAL);

    private final HostName name;
    private final Map<ServerId, SimulatedDomain> domains = new ConcurrentHashMap<>();
    private final Map<String, ChapSecret> secrets = new ConcurrentHashMap<>();
    private final Set<Portal> portalsDown = ConcurrentHashMap.newKeySet();
    private final Set<ServerId> inTransit = ConcurrentHashMap.newKeySet();
    private final SimulatedPool pool = new SimulatedPool();
    private final Interference interference = new Interference();
    private final SimulatedFibreChannel fibreChannel;
    private final Watchers watchers = new Watchers();
    private final SimulatedInspection inspection;
    private final SimulatedKernelLuns kernelLuns;
    private final SimulatedLogins logins;
    private volatile Function<Connection.Network, Optional<ByteCount>> lunSizes = path -> Optional.empty();
    private volatile boolean devicesStay;
    private volatile boolean buttonsUnnoticed;

    public SimulatedHypervisor(HostName name) {
        this.name = name;
        this.fibreChannel = new SimulatedFibreChannel(name, interference);
        this.inspection = new SimulatedInspection(name, interference);
        this.kernelLuns = new SimulatedKernelLuns(name, interference);
        this.logins = new SimulatedLogins(name, interference, kernelLuns);
        watchers.connected();
    }

    private Optional<ByteCount> sizeOf(Connection lun) {
        return switch (lun) {
            case Connection.Network network -> lunSizes.apply(network);
            case Connection.Block block -> kernelLuns.sizeOf(block);
        };
    }

    /** Where it is to learn how large LUNs are; without this all of them are {@link DiskSizes#UNKNOWN_LUN}. */
    public void learnSizesFrom(Function<Connection.Network, Optional<ByteCount>> sizes) {
        lunSizes = sizes;
    }

    /** For tests: what goes wrong with the next calls. */
    public Interference interference() {
        return interference;
    }

    /** For tests: whether guests keep their PCI devices from now on, as one that has not booted does. */
    public void guestsHoldDevices(boolean hold) {
        devicesStay = hold;
    }

    /** For tests: whether guests pay no heed to their power button from now on, as one that has not booted does. */
    public void guestsIgnorePowerButton(boolean ignore) {
        buttonsUnnoticed = ignore;
    }

    /** For tests: nobody answers on this portal any more. */
    public void takeDown(Portal portal) {
        portalsDown.add(portal);
    }

    /** For tests: the guest prints on its serial console. */
    public void print(ServerId server, String text) {
        require(domains.get(server), "no server " + server).print(text);
    }

    private static <T> T require(@org.jspecify.annotations.Nullable T value, String problem) {
        if (value == null) {
            throw new IllegalArgumentException(problem);
        }
        return value;
    }

    @Override
    public HostName name() {
        return name;
    }

    @Override
    public SimulatedKernelLuns kernelLuns() {
        return kernelLuns;
    }

    @Override
    public SimulatedLogins logins() {
        return logins;
    }

    @Override
    public boolean isReached() {
        return !interference.failsAll();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public Outcome<HostCapabilities> capabilities() {
        return interference.around(
                Call.CAPABILITIES,
                () -> Outcome.done(new HostCapabilities(
                        UUID.nameUUIDFromBytes(name.text().getBytes(StandardCharsets.UTF_8)),
                        "simulated",
                        "simulated",
                        "simulated",
                        "qemu",
                        "/simulated/qemu",
                        "x86_64",
                        "pc-q35-7.2",
                        64,
                        1 << 20,
                        OFFERED,
                        POOL)));
    }

    @Override
    public SimulatedInspection inspection() {
        return inspection;
    }

    @Override
    public Outcome<Optional<DomainSnapshot>> find(ServerId server) {
        return interference.around(Call.FIND, () -> Outcome.done(ours(server).map(SimulatedDomain::snapshot)));
    }

    @Override
    public Outcome<List<ServerId>> servers() {
        return interference.around(
                Call.SERVERS,
                () -> Outcome.done(domains.keySet().stream()
                        .filter(server -> ours(server).isPresent())
                        .toList()));
    }

    @Override
    public Outcome<Unit> define(String domainXml) {
        return interference.around(
                Call.DEFINE, () -> attempt("define a domain", () -> define(domainXml, Definition::isOurs)));
    }

    private void define(String domainXml, java.util.function.Predicate<Definition> mayBe) throws DeviceRules.Refusal {
        Definition definition = Definition.read(domainXml, OFFERED);
        if (!mayBe.test(definition)) {
            throw new DeviceRules.Refusal("the definition lacks Lunette's mark in its metadata");
        }
        boolean nameTaken = domains.values().stream()
                .map(SimulatedDomain::definition)
                .anyMatch(other ->
                        other.name().equals(definition.name()) && !other.uuid().equals(definition.uuid()));
        if (nameTaken) {
            throw new DeviceRules.Refusal("operation failed: domain '" + definition.name() + "' already exists");
        }
        SimulatedDomain domain =
                domains.computeIfAbsent(definition.uuid(), uuid -> new SimulatedDomain(definition, OFFERED));
        if (!mayBe.test(domain.definition())) {
            throw new DeviceRules.Refusal("a domain of that UUID is there already, and is not Lunette's");
        }
        domain.redefine(definition);
        watchers.changed(definition.uuid());
    }

    /** For tests: a domain that somebody else made and started. */
    public void startForeign(String domainXml) {
        attempt("start a foreign domain", () -> {
                    define(domainXml, any -> true);
                    Definition definition = Definition.read(domainXml, OFFERED);
                    require(domains.get(definition.uuid()), "just defined").start(Power.RUNNING);
                })
                .get();
    }

    /** For tests: the server's QEMU dies. */
    public void crash(ServerId server) {
        stop(require(domains.get(server), "no server " + server), OffReason.CRASHED);
    }

    /** For tests: the host goes down and comes up: nothing runs, and nobody remembers why. */
    public void restartHost() {
        domains.values().forEach(domain -> domain.stop(OffReason.UNKNOWN));
        secrets.clear();
        fibreChannel.forget();
        watchers.connected();
    }

    /** For tests: the connection breaks and is made anew. */
    public void breakConnection() {
        watchers.connected();
    }

    private void stop(SimulatedDomain domain, OffReason why) {
        domain.stop(why);
        watchers.changed(domain.definition().uuid());
    }

    /** For tests: whether a domain runs, whoever made it. */
    public boolean runs(ServerId uuid) {
        return Optional.ofNullable(domains.get(uuid))
                .filter(domain -> !domain.isOff())
                .isPresent();
    }

    /** For tests: removes a domain, whoever made it. */
    public void forget(ServerId uuid) {
        domains.remove(uuid);
    }

    @Override
    public Outcome<Unit> mark(ServerId server, String markXml) {
        return interference.around(
                Call.MARK,
                () -> with(server, domain -> {
                    domain.mark(Xml.parse(markXml));
                    return Outcome.done();
                }));
    }

    @Override
    public Outcome<Unit> start(ServerId server) {
        return start(server, Power.RUNNING);
    }

    @Override
    public Outcome<Unit> startPaused(ServerId server) {
        return start(server, Power.PAUSED);
    }

    private Outcome<Unit> start(ServerId server, Power as) {
        return interference.around(
                Call.START,
                () -> with(
                        server,
                        domain -> attempt("start a domain", () -> {
                            if (domain.isOff()) {
                                start(domain, as);
                            }
                        })));
    }

    private void start(SimulatedDomain domain, Power as) throws DeviceRules.Refusal {
        try {
            for (Element disk : Devices.of(domain.persistent()).named("disk").toList()) {
                answers(disk);
            }
        } catch (DeviceRules.Refusal refusal) {
            domain.failToStart();
            throw refusal;
        }
        domain.start(as);
        domain.openDisks(this::sizeOf);
        watchers.changed(domain.definition().uuid());
    }

    private void answers(Element disk) throws DeviceRules.Refusal {
        Optional<String> usage =
                disk.child("source").flatMap(DomainEditor::login).map(ChapLogin::secretUsage);
        if (usage.isPresent() && !secrets.containsKey(usage.get())) {
            throw new DeviceRules.Refusal("Secret not found: no secret with matching usage '" + usage.get() + "'");
        }
        boolean down = disk.child("source").flatMap(source -> source.child("host")).stream()
                .map(host -> new Portal(host.value("name"), Devices.number(host, "port")))
                .anyMatch(portalsDown::contains);
        if (down) {
            throw new DeviceRules.Refusal("internal error: unable to execute QEMU command 'blockdev-add': "
                    + "iSCSI: Failed to connect to LUN : connect failed (simulated)");
        }
    }

    @Override
    public Outcome<Unit> pause(ServerId server) {
        return interference.around(
                Call.PAUSE,
                () -> with(server, domain -> {
                    domain.changePower(Power.RUNNING, Power.PAUSED);
                    watchers.changed(server);
                    return Outcome.done();
                }));
    }

    @Override
    public Outcome<Unit> resume(ServerId server) {
        return interference.around(
                Call.RESUME,
                () -> with(server, domain -> {
                    domain.changePower(Power.PAUSED, Power.RUNNING);
                    inTransit.remove(server);
                    watchers.changed(server);
                    return Outcome.done();
                }));
    }

    @Override
    public Outcome<Unit> migrate(ServerId server, Hypervisor target, UnaryOperator<String> relocation) {
        return interference.around(
                Call.MIGRATE,
                () -> with(
                        server,
                        domain -> attempt("migrate a domain", () -> {
                            if (!(target instanceof SimulatedHypervisor other) || other.equals(this)) {
                                throw new DeviceRules.Refusal("Attempt to migrate guest to the same host");
                            }
                            other.receive(
                                    relocation.apply(Xml.print(domain.running())),
                                    relocation.apply(Xml.print(domain.persistent())),
                                    domain.power());
                            domains.remove(server);
                            domain.stop(OffReason.UNKNOWN);
                            inTransit.remove(server);
                            watchers.changed(server);
                        })));
    }

    private void receive(String liveXml, String persistentXml, Power as) throws DeviceRules.Refusal {
        Definition definition = Definition.read(persistentXml, OFFERED);
        if (domains.containsKey(definition.uuid())) {
            throw new DeviceRules.Refusal("operation failed: domain is already active");
        }
        Element live = Xml.parse(liveXml);
        for (Element disk : Devices.of(live).named("disk").toList()) {
            answers(disk);
        }
        define(persistentXml, Definition::isOurs);
        SimulatedDomain domain = require(domains.get(definition.uuid()), "just defined");
        domain.arrive(live, as);
        domain.openDisks(this::sizeOf);
        watchers.changed(definition.uuid());
    }

    /**
     * For tests: a migration was cut off when all memory was sent. The guest stands still on both hosts, or on the target it
     * runs already.
     */
    public void leaveInTransit(ServerId server, SimulatedHypervisor target, boolean arrived) {
        SimulatedDomain domain = require(domains.get(server), "no server " + server);
        attempt(
                        "send a domain",
                        () -> target.receive(
                                Xml.print(domain.running()), Xml.print(domain.persistent()), Power.RUNNING))
                .get();
        domain.changePower(Power.RUNNING, Power.PAUSED);
        inTransit.add(server);
        if (!arrived) {
            require(target.domains.get(server), "just sent").changePower(Power.RUNNING, Power.PAUSED);
            target.inTransit.add(server);
        }
    }

    @Override
    public Outcome<Unit> abortMigration(ServerId server) {
        return interference.around(Call.ABORT_MIGRATION, Outcome::done);
    }

    @Override
    public Outcome<Standing> standing(ServerId server) {
        return interference.around(
                Call.STANDING,
                () -> Outcome.done(ours(server).map(this::standing).orElse(Standing.ABSENT)));
    }

    private Standing standing(SimulatedDomain domain) {
        return switch (domain.power()) {
            case OFF -> Standing.OFF;
            case RUNNING -> Standing.RUNNING;
            case PAUSED, CRASHED ->
                inTransit.contains(domain.definition().uuid()) ? Standing.IN_TRANSIT : Standing.PAUSED;
        };
    }

    @Override
    public Outcome<Unit> requestShutdown(ServerId server) {
        return interference.around(Call.REQUEST_SHUTDOWN, () -> {
            ours(server)
                    .filter(domain -> domain.isRunning() && !buttonsUnnoticed)
                    .ifPresent(domain -> stop(domain, OffReason.SHUTDOWN));
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> requestReboot(ServerId server) {
        return interference.around(
                Call.REQUEST_REBOOT,
                () -> with(
                        server,
                        domain -> attempt("restart a domain", () -> {
                            if (domain.isOff()) {
                                throw new DeviceRules.Refusal(
                                        "Requested operation is not valid: domain is not running");
                            }
                        })));
    }

    @Override
    public Outcome<Unit> powerOff(ServerId server) {
        return interference.around(Call.POWER_OFF, () -> {
            ours(server).ifPresent(domain -> stop(domain, OffReason.DESTROYED));
            inTransit.remove(server);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> undefine(ServerId server) {
        return interference.around(
                Call.UNDEFINE,
                () -> attempt("undefine a domain", () -> {
                    Optional<SimulatedDomain> domain = ours(server);
                    if (domain.isPresent() && !domain.get().isOff()) {
                        throw new DeviceRules.Refusal("Requested operation is not valid: the domain runs");
                    }
                    domain.ifPresent(off -> {
                        domains.remove(server);
                        watchers.changed(server);
                    });
                }));
    }

    @Override
    public Outcome<Boolean> awaitOff(ServerId server, Duration atMost) {
        return interference.around(
                Call.AWAIT_OFF,
                () -> Outcome.done(ours(server)
                        .map(domain -> completes(domain.off(), atMost))
                        .orElse(true)));
    }

    private static boolean completes(CompletableFuture<Void> future, Duration atMost) {
        try {
            future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Override
    public Outcome<Unit> attachDevice(ServerId server, String deviceXml, Set<Scope> scopes) {
        return interference.around(
                Call.ATTACH_DEVICE,
                () -> with(
                        server,
                        domain -> attempt("attach a device", () -> {
                            Element device = Devices.parse(deviceXml);
                            if (scopes.contains(Scope.LIVE)) {
                                answers(device);
                            }
                            domain.attach(device, scopes);
                            domain.openDisks(this::sizeOf);
                        })));
    }

    @Override
    public Outcome<DetachResult> detachDevice(ServerId server, String alias, Set<Scope> scopes, Duration atMost) {
        return interference.around(
                Call.DETACH_DEVICE,
                () -> with(server, domain -> {
                    try {
                        return Outcome.done(domain.detach(alias, scopes, domain.isRunning() && !devicesStay));
                    } catch (DeviceRules.Refusal refusal) {
                        return Outcome.failed(refused("detach a device", refusal.problem()));
                    }
                }));
    }

    @Override
    public Outcome<Unit> resizeDisk(ServerId server, String alias, ByteCount size) {
        return interference.around(
                Call.RESIZE_DISK,
                () -> with(server, domain -> attempt("resize a disk", () -> domain.resize(alias, size, this::sizeOf))));
    }

    @Override
    public Outcome<Optional<ByteCount>> diskSize(ServerId server, String alias) {
        return interference.around(Call.DISK_SIZE, () -> with(server, domain -> Outcome.done(domain.diskSize(alias))));
    }

    @Override
    public Outcome<Unit> keepSecret(String usage, ChapSecret secret) {
        return interference.around(Call.KEEP_SECRET, () -> {
            secrets.put(usage, secret);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> forgetSecret(String usage) {
        return interference.around(Call.FORGET_SECRET, () -> {
            secrets.remove(usage);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<List<String>> secrets() {
        return interference.around(
                Call.SECRETS,
                () -> Outcome.done(secrets.keySet().stream().sorted().toList()));
    }

    /** For tests: the secret that a disk would log in with. */
    public Optional<ChapSecret> secret(String usage) {
        return Optional.ofNullable(secrets.get(usage));
    }

    /** For tests: libvirtd ends and comes back; the guests ran on. */
    public void restartLibvirt() {
        secrets.clear();
        watchers.connected();
    }

    @Override
    public SimulatedFibreChannel fibreChannel() {
        return fibreChannel;
    }

    @Override
    public Outcome<Unit> addIoThread(ServerId server, int number, Set<Scope> scopes) {
        return interference.around(
                Call.ADD_IO_THREAD,
                () -> with(server, domain -> attempt("add an iothread", () -> domain.addIoThread(number, scopes))));
    }

    @Override
    public Outcome<DetachResult> removeIoThread(ServerId server, int number, Set<Scope> scopes) {
        return interference.around(
                Call.REMOVE_IO_THREAD,
                () -> with(server, domain -> Outcome.done(domain.removeIoThread(number, scopes))));
    }

    @Override
    public Outcome<String> console(ServerId server, Optional<Integer> lines) {
        return interference.around(
                Call.CONSOLE,
                () -> with(server, domain -> {
                    String all = domain.console();
                    String kept = all.substring(Math.max(0, all.length() - CONSOLE_KEPT));
                    return Outcome.done(
                            lines.map(wanted -> lastLines(kept, wanted)).orElse(kept));
                }));
    }

    private static String lastLines(String text, int wanted) {
        List<String> lines = text.lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - wanted), lines.size()));
        return wanted > 0 && text.endsWith("\n") ? last + "\n" : last;
    }

    @Override
    public Outcome<String> importDisk(
            String diskName, DiskFormat format, long capacityBytes, long contentBytes, InputStream content) {
        return interference.around(Call.IMPORT_DISK, () -> {
            try {
                pool.put(diskName, format, capacityBytes, contentBytes, content);
                return Outcome.done(POOL + "/" + diskName);
            } catch (IOException broken) {
                pool.remove(diskName);
                return Outcome.failed(refused("import a disk", String.valueOf(broken.getMessage())));
            }
        });
    }

    @Override
    public Outcome<Unit> removeDisk(String diskName) {
        return interference.around(Call.REMOVE_DISK, () -> {
            pool.remove(diskName);
            return Outcome.done();
        });
    }

    /** For tests: the first bytes of a disk, by the path that {@link #importDisk} gave. */
    public Optional<byte[]> readDisk(String path, int length) {
        return pool.read(path.substring(POOL.length() + 1), length);
    }

    /** For tests: the names of all disks in the pool. */
    public List<String> disks() {
        return pool.names();
    }

    /** For tests: how large a guest would find the disk. */
    public long diskCapacity(String path) {
        return pool.capacity(path.substring(POOL.length() + 1));
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void close() {
        watchers.close();
        domains.values().forEach(domain -> domain.stop(OffReason.DESTROYED));
    }

    private Optional<SimulatedDomain> ours(ServerId server) {
        return Optional.ofNullable(domains.get(server))
                .filter(domain -> domain.definition().isOurs());
    }

    private <T> Outcome<T> with(ServerId server, Function<SimulatedDomain, Outcome<T>> work) {
        return ours(server)
                .map(work)
                .orElseGet(() -> Outcome.failed(new HostFailure.NoSuchDomain(name.toString(), server.toString())));
    }

    private interface Attempt {
        void run() throws DeviceRules.Refusal;
    }

    private Outcome<Unit> attempt(String action, Attempt work) {
        try {
            work.run();
            return Outcome.done();
        } catch (DeviceRules.Refusal refusal) {
            return Outcome.failed(refused(action, refusal.problem()));
        } catch (IllegalArgumentException wrong) {
            return Outcome.failed(refused(action, String.valueOf(wrong.getMessage())));
        }
    }

    private HostFailure.Refused refused(String action, String problem) {
        return new HostFailure.Refused(name.toString(), action, problem);
    }
}

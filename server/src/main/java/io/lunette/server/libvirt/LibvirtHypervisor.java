package io.lunette.server.libvirt;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapSecret;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.FibreChannel;
import io.lunette.port.HostCapabilities;
import io.lunette.port.HostInspection;
import io.lunette.port.HostLogins;
import io.lunette.port.HostLuns;
import io.lunette.port.Hypervisor;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A host through its libvirt, by libvirt's own remote protocol alone: {@code qemu:///system} and
 * {@code qemu+ssh://host/system} are served alike. Connects when it is first used, and again when the connection broke.
 */
public final class LibvirtHypervisor implements Hypervisor {
    /** Events get lost with a connection: so the domain is looked at from time to time as well. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final LibvirtHost host;
    private final DomainEvents events = new DomainEvents();
    private final Calls calls;
    private final HostFacts facts;
    private final DeviceRemoval removal;
    private final ImageDisks disks;
    private final LiveMigration migration;
    private final Reconnection reconnection;
    private final HostInspection inspection;
    private final KernelLuns kernelLuns;
    private final LibvirtLogins logins;

    /**
     * Connects to nothing yet.
     *
     * @param trials the file that keeps what was found by trying on this host; its folder exists
     */
    public LibvirtHypervisor(LibvirtHost host, Path trials) {
        this.host = host;
        this.calls = new Calls(host, events);
        this.facts = new HostFacts(host, calls, new KeptTrials(trials, InstantSource.system()));
        this.removal = new DeviceRemoval(host.name().toString(), calls, events);
        this.disks = new ImageDisks(host, calls);
        this.migration = new LiveMigration(host, calls);
        this.reconnection = new Reconnection(host.name(), calls);
        this.inspection = new LibvirtInspection(host, calls);
        ReentrantLock looking = new ReentrantLock();
        this.kernelLuns = new KernelLuns(host.name(), calls, looking);
        this.logins = new LibvirtLogins(host.name(), calls, looking);
    }

    @Override
    public HostName name() {
        return host.name();
    }

    @Override
    public HostLuns kernelLuns() {
        return kernelLuns;
    }

    @Override
    public HostLogins logins() {
        return logins;
    }

    @Override
    public boolean isReached() {
        return calls.isListening();
    }

    @Override
    public Duration patience() {
        return host.patience();
    }

    @Override
    public Outcome<HostCapabilities> capabilities() {
        return facts.get();
    }

    @Override
    public HostInspection inspection() {
        return inspection;
    }

    @Override
    public Outcome<Optional<DomainSnapshot>> find(ServerId server) {
        return calls.read("show a domain", connection -> {
            Optional<NativeDomain> found = connection.domain(server);
            if (found.isEmpty()) {
                return Outcome.done(Optional.empty());
            }
            try (NativeDomain domain = found.get()) {
                return Outcome.done(snapshot(domain));
            }
        });
    }

    private static Optional<DomainSnapshot> snapshot(NativeDomain domain) throws LibvirtError {
        String current = domain.xml();
        if (!DomainMark.isIn(current)) {
            return Optional.empty();
        }
        // Whether it ran is read off the XML itself: asked separately, it could have stopped in between.
        return Optional.of(
                LiveXml.isLive(current)
                        ? new DomainSnapshot(powerWhileLive(domain), domain.persistentXml(), Optional.of(current))
                        : new DomainSnapshot(
                                DomainSnapshot.Power.OFF,
                                domain.persistentXml(),
                                Optional.empty(),
                                Optional.of(domain.offReason())));
    }

    private static DomainSnapshot.Power powerWhileLive(NativeDomain domain) throws LibvirtError {
        DomainSnapshot.Power power = domain.power();
        return power == DomainSnapshot.Power.OFF ? DomainSnapshot.Power.RUNNING : power;
    }

    @Override
    public Outcome<List<ServerId>> servers() {
        return calls.read("list its domains", connection -> {
            List<NativeDomain> domains = connection.domains();
            try {
                List<ServerId> servers = new ArrayList<>();
                for (NativeDomain domain : domains) {
                    if (domain.isOurs()) {
                        servers.add(domain.uuid());
                    }
                }
                return Outcome.done(servers);
            } finally {
                domains.forEach(NativeDomain::close);
            }
        });
    }

    @Override
    public Outcome<Unit> define(String domainXml) {
        String action = "define a domain";
        Optional<ServerId> server = serverIn(domainXml);
        if (server.isEmpty()) {
            return Outcome.failed(calls.refused(action, "the definition is not XML with a UUID"));
        }
        if (!DomainMark.isIn(domainXml)) {
            return Outcome.failed(calls.refused(action, "the definition lacks Lunette's mark in its metadata"));
        }
        return calls.change(action, connection -> {
            Optional<NativeDomain> there = connection.domain(server.get());
            if (there.isPresent()) {
                try (NativeDomain domain = there.get()) {
                    if (!domain.isOurs()) {
                        return Outcome.failed(
                                calls.refused(action, "its UUID belongs to a domain that is not Lunette's"));
                    }
                }
            }
            connection.define(domainXml).close();
            return Outcome.done();
        });
    }

    private static Optional<ServerId> serverIn(String domainXml) {
        try {
            return Xml.parse(domainXml)
                    .child("uuid")
                    .flatMap(uuid -> ServerId.parse(uuid.text().strip()).toOptional());
        } catch (IllegalArgumentException notXml) {
            return Optional.empty();
        }
    }

    @Override
    public Outcome<Unit> mark(ServerId server, String markXml) {
        String xml = DomainMark.withoutPrefixes(Xml.parse(markXml));
        return change(server, "mark a domain", domain -> domain.mark(xml));
    }

    @Override
    public Outcome<Unit> start(ServerId server) {
        return start(server, false);
    }

    @Override
    public Outcome<Unit> startPaused(ServerId server) {
        return start(server, true);
    }

    private Outcome<Unit> start(ServerId server, boolean paused) {
        return change(server, "start a domain", domain -> {
            try {
                domain.start(paused);
            } catch (LibvirtError error) {
                if (!domain.isActive()) {
                    throw error;
                }
            }
        });
    }

    @Override
    public Outcome<Unit> pause(ServerId server) {
        return change(server, "pause a domain", domain -> {
            if (domain.isActive() && domain.power() == DomainSnapshot.Power.RUNNING) {
                domain.suspend();
            }
        });
    }

    @Override
    public Outcome<Unit> resume(ServerId server) {
        return change(server, "let a domain go on", domain -> {
            if (domain.power() == DomainSnapshot.Power.PAUSED) {
                domain.resume();
            }
        });
    }

    @Override
    public Outcome<Unit> migrate(ServerId server, Hypervisor target, UnaryOperator<String> relocation) {
        return target instanceof LibvirtHypervisor other
                ? migration.move(server, other.migration, relocation)
                : Outcome.failed(calls.refused("migrate a domain", "the other host is not reached through libvirt"));
    }

    @Override
    public Outcome<Unit> abortMigration(ServerId server) {
        return orDoneWithout(change(server, "end a migration", NativeDomain::abortJob));
    }

    @Override
    public Outcome<Standing> standing(ServerId server) {
        return calls.read("look at a domain that moves", connection -> {
            Optional<NativeDomain> found = connection.ours(server);
            if (found.isEmpty()) {
                return Outcome.done(Standing.ABSENT);
            }
            try (NativeDomain domain = found.get()) {
                return Outcome.done(domain.standing());
            }
        });
    }

    @Override
    public Outcome<Unit> requestShutdown(ServerId server) {
        return orDoneWithout(change(server, "shut a domain down", domain -> {
            if (domain.isActive()) {
                domain.shutdown();
            }
        }));
    }

    @Override
    public Outcome<Unit> requestReboot(ServerId server) {
        return change(server, "restart a domain", NativeDomain::reboot);
    }

    @Override
    public Outcome<Unit> powerOff(ServerId server) {
        return orDoneWithout(change(server, "power a domain off", domain -> {
            try {
                domain.destroy();
            } catch (LibvirtError error) {
                if (error.code() != LibvirtError.OPERATION_INVALID || domain.isActive()) {
                    throw error;
                }
            }
        }));
    }

    @Override
    public Outcome<Unit> undefine(ServerId server) {
        String action = "undefine a domain";
        return orDoneWithout(calls.change(
                action,
                connection -> with(connection, server, domain -> {
                    if (domain.isActive()) {
                        return Outcome.failed(calls.refused(action, "the domain runs"));
                    }
                    domain.undefine();
                    ConsoleLog.remove(connection, host.poolName(), server);
                    return Outcome.done();
                })));
    }

    @Override
    public Outcome<Boolean> awaitOff(ServerId server, Duration atMost) {
        Instant deadline = Instant.now().plus(atMost);
        try (Signals<ServerId>.Waiter waiter = events.lifecycleOf(server)) {
            while (true) {
                Outcome<Boolean> off = find(server).map(LibvirtHypervisor::isOff);
                Duration left = Duration.between(Instant.now(), deadline);
                // A host that cannot be looked at now may well be before the time is over.
                if (off.equals(Outcome.done(true)) || left.isNegative() || left.isZero()) {
                    return off;
                }
                waiter.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            }
        }
    }

    private static boolean isOff(Optional<DomainSnapshot> domain) {
        return domain.flatMap(DomainSnapshot::liveXml).isEmpty();
    }

    @Override
    public Outcome<Unit> attachDevice(ServerId server, String deviceXml, Set<Scope> scopes) {
        return change(server, "attach a device", domain -> domain.attach(deviceXml, scopes));
    }

    @Override
    public Outcome<DetachResult> detachDevice(ServerId server, String alias, Set<Scope> scopes, Duration atMost) {
        return removal.remove(server, alias, scopes, atMost);
    }

    @Override
    public Outcome<Unit> resizeDisk(ServerId server, String alias, ByteCount size) {
        return change(server, "resize a disk", domain -> {
            Optional<String> target = target(domain, alias);
            if (target.isPresent()) {
                domain.resize(target.get(), size);
            }
        });
    }

    @Override
    public Outcome<Optional<ByteCount>> diskSize(ServerId server, String alias) {
        return calls.read(
                "look at a disk's size",
                connection -> with(connection, server, domain -> {
                    Optional<String> target = target(domain, alias);
                    return Outcome.done(
                            target.isEmpty() ? Optional.empty() : Optional.of(domain.diskSize(target.get())));
                }));
    }

    /** The name of a disk in what runs. */
    private static Optional<String> target(NativeDomain domain, String alias) throws LibvirtError {
        String current = domain.xml();
        return LiveXml.isLive(current)
                ? DomainReader.read(current).diskByAlias(alias).map(DomainDevices.Disk::target)
                : Optional.empty();
    }

    @Override
    public Outcome<Unit> keepSecret(String usage, ChapSecret secret) {
        return calls.change("keep a secret", connection -> {
            new HostSecrets(connection).keep(usage, secret);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> forgetSecret(String usage) {
        return calls.change("forget a secret", connection -> {
            new HostSecrets(connection).forget(usage);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<List<String>> secrets() {
        return calls.read("list secrets", connection -> Outcome.done(new HostSecrets(connection).usages()));
    }

    @Override
    public FibreChannel fibreChannel() {
        return new LibvirtFibreChannel(calls);
    }

    @Override
    public Outcome<Unit> addIoThread(ServerId server, int number, Set<Scope> scopes) {
        return change(server, "add an iothread", domain -> new IoThreads(domain).add(number, scopes));
    }

    @Override
    public Outcome<DetachResult> removeIoThread(ServerId server, int number, Set<Scope> scopes) {
        return calls.change(
                "remove an iothread",
                connection ->
                        with(connection, server, domain -> Outcome.done(new IoThreads(domain).remove(number, scopes))));
    }

    @Override
    public Outcome<String> console(ServerId server, Optional<Integer> lines) {
        return calls.read(
                "read a console log",
                connection -> with(connection, server, domain -> {
                    try (StoragePool pool = StoragePool.ensure(connection, host.poolName(), host.poolPath())) {
                        return Outcome.done(ConsoleLog.read(connection, pool, server, lines));
                    }
                }));
    }

    @Override
    public Outcome<String> importDisk(
            String diskName, DiskFormat format, long capacityBytes, long contentBytes, InputStream content) {
        return disks.make(new ImageDisks.Wanted(diskName, format, capacityBytes, contentBytes), content);
    }

    @Override
    public Outcome<Unit> removeDisk(String diskName) {
        return disks.remove(diskName);
    }

    /**
     * Forgets the pool and removes its folder if nothing is in it: for who takes Lunette off a host.
     *
     * @return whether the pool is gone
     */
    public Outcome<Boolean> removePoolIfEmpty() {
        return calls.change("remove its pool", connection -> {
            Optional<StoragePool> found = StoragePool.find(connection, host.poolName());
            if (found.isEmpty()) {
                return Outcome.done(true);
            }
            try (StoragePool pool = found.get()) {
                pool.refresh();
                boolean empty = pool.volumes() == 0;
                if (empty) {
                    pool.remove();
                }
                return Outcome.done(empty);
            }
        });
    }

    @Override
    public void watch(Watcher watcher) {
        events.watch(watcher);
        reconnection.ensureRunning();
    }

    @Override
    public void close() {
        reconnection.close();
        facts.stop();
        events.close();
        calls.close();
    }

    private interface Change {
        void to(NativeDomain domain) throws LibvirtError;
    }

    private interface Use<T> {
        Outcome<T> of(NativeDomain domain) throws LibvirtError;
    }

    private Outcome<Unit> change(ServerId server, String action, Change change) {
        return calls.change(
                action,
                connection -> with(connection, server, domain -> {
                    change.to(domain);
                    return Outcome.done();
                }));
    }

    private <T> Outcome<T> with(HostConnection connection, ServerId server, Use<T> use) throws LibvirtError {
        Optional<NativeDomain> found = connection.ours(server);
        if (found.isEmpty()) {
            return Outcome.failed(new HostFailure.NoSuchDomain(host.name().toString(), server.toString()));
        }
        try (NativeDomain domain = found.get()) {
            return use.of(domain);
        }
    }

    /** For what is done as well when there is no such domain. */
    private static Outcome<Unit> orDoneWithout(Outcome<Unit> outcome) {
        return outcome.failureIfAny()
                        .filter(HostFailure.NoSuchDomain.class::isInstance)
                        .isPresent()
                ? Outcome.done()
                : outcome;
    }
}

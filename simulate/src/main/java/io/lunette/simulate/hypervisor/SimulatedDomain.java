package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.IoThreads;
import io.lunette.domainxml.Xml;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.ScsiModel;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One domain: its definition, and what runs of it. */
final class SimulatedDomain {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Set<ScsiModel> offered;
    private final StringBuilder console = new StringBuilder();
    private Definition definition;
    private Element persistent;
    private @Nullable Element live;
    private Power power = Power.OFF;
    private OffReason offReason = OffReason.UNKNOWN;
    private CompletableFuture<Void> off = CompletableFuture.completedFuture(null);
    private final DiskSizes sizes = new DiskSizes();
    private @Nullable DomainSnapshot shown;

    SimulatedDomain(Definition definition, Set<ScsiModel> offered) {
        this.definition = definition;
        this.persistent = definition.domain();
        this.offered = offered;
    }

    synchronized Definition definition() {
        return definition;
    }

    synchronized void redefine(Definition replacement) {
        definition = replacement;
        persistent = replacement.domain();
        shown = null;
    }

    synchronized DomainSnapshot snapshot() {
        DomainSnapshot snapshot = shown;
        if (snapshot == null) {
            snapshot = new DomainSnapshot(
                    power,
                    Xml.pretty(persistent),
                    Optional.ofNullable(live).map(Xml::pretty),
                    Optional.of(offReason).filter(reason -> power == Power.OFF));
            shown = snapshot;
        }
        return snapshot;
    }

    synchronized boolean isOff() {
        return live == null;
    }

    /** Completes when the domain is off. */
    synchronized CompletableFuture<Void> off() {
        return off;
    }

    synchronized Element persistent() {
        return persistent;
    }

    synchronized void start(Power as) {
        live = named(persistent.with("id", RUNS.incrementAndGet()));
        power = as;
        sizes.forgetAll();
        off = new CompletableFuture<>();
        console.setLength(0);
        shown = null;
    }

    /** What it is made of, as its host prints it for another one. */
    synchronized Element running() {
        Element now = live;
        if (now == null) {
            throw new IllegalStateException("it does not run");
        }
        return now;
    }

    /** What ran elsewhere runs here from now on. */
    synchronized void arrive(Element moved, Power as) {
        live = moved;
        power = as;
        sizes.forgetAll();
        off = new CompletableFuture<>();
        console.setLength(0);
        shown = null;
    }

    synchronized Power power() {
        return power;
    }

    /** libvirt names each device that runs. */
    private static Element named(Element domain) {
        Devices devices = Devices.of(domain);
        devices.replaceAll(device -> Devices.alias(device).isPresent() ? device : withItsName(device));
        return devices.in(domain);
    }

    private static Element withItsName(Element device) {
        return switch (device.name()) {
            case "controller" ->
                Devices.withAlias(
                        device, device.value("type").replace("pci", "pci.") + Devices.number(device, "index"));
            case "disk" -> Devices.withAlias(device, "disk-" + Devices.target(device, "dev"));
            default -> device;
        };
    }

    /** Ends what runs, for this reason; nothing where nothing does. */
    synchronized void stop(OffReason why) {
        if (live != null) {
            live = null;
            power = Power.OFF;
            offReason = why;
            shown = null;
            off.complete(null);
        }
    }

    /** Changes nothing where it is neither. */
    synchronized void changePower(Power from, Power to) {
        if (power == from) {
            power = to;
            shown = null;
        }
    }

    /** QEMU looks how large its disks are that it has not looked at yet. */
    synchronized void openDisks(Function<Connection, Optional<ByteCount>> luns) {
        if (live != null) {
            sizes.open(Devices.of(live), luns);
        }
    }

    synchronized void resize(String alias, ByteCount size, Function<Connection, Optional<ByteCount>> luns)
            throws DeviceRules.Refusal {
        Optional<Element> disk =
                Optional.ofNullable(live).flatMap(domain -> Devices.of(domain).withAlias(alias));
        if (disk.isPresent()) {
            sizes.resize(disk.get(), alias, size, luns);
        }
    }

    synchronized Optional<ByteCount> diskSize(String alias) {
        return Optional.ofNullable(live)
                .flatMap(domain -> Devices.of(domain).withAlias(alias))
                .flatMap(disk -> sizes.of(alias));
    }

    synchronized void failToStart() {
        offReason = OffReason.FAILED_TO_START;
        shown = null;
    }

    synchronized void attach(Element device, Set<Scope> scopes) throws DeviceRules.Refusal {
        Element running = live;
        if (scopes.contains(Scope.LIVE) && running == null) {
            throw new DeviceRules.Refusal("Requested operation is not valid: domain is not running");
        }
        Element newPersistent = scopes.contains(Scope.PERSISTENT) ? with(persistent, device, true) : persistent;
        Element newLive = scopes.contains(Scope.LIVE) && running != null ? with(running, device, false) : running;
        persistent = newPersistent;
        live = newLive == null ? null : named(newLive);
        shown = null;
    }

    /** A definition gets the ports and bridges that it lacks; what runs does not. */
    private Element with(Element domain, Element device, boolean grows) throws DeviceRules.Refusal {
        Devices devices = Devices.of(domain);
        new DeviceRules(offered, new IoThreads(domain).numbers(), devices, grows).add(device);
        return devices.in(domain);
    }

    synchronized void addIoThread(int number, Set<Scope> scopes) throws DeviceRules.Refusal {
        if (scopes.contains(Scope.LIVE) && live == null) {
            throw new DeviceRules.Refusal("Requested operation is not valid: domain is not running");
        }
        change(scopes, domain -> new IoThreads(domain).with(number));
    }

    synchronized DetachResult removeIoThread(int number, Set<Scope> scopes) {
        boolean used = (scopes.contains(Scope.PERSISTENT) && usesIoThread(persistent, number))
                || (scopes.contains(Scope.LIVE) && usesIoThread(live, number));
        change(scopes, domain -> usesIoThread(domain, number) ? domain : new IoThreads(domain).without(number));
        return used ? DetachResult.STILL_THERE : DetachResult.GONE;
    }

    private static boolean usesIoThread(@Nullable Element domain, int number) {
        return domain != null && Devices.of(domain).useIoThread(number);
    }

    synchronized void mark(Element mark) {
        change(Scope.BOTH, domain -> domain.changing("metadata", metadata -> metadata.changing("server", old -> mark)));
    }

    private void change(Set<Scope> scopes, UnaryOperator<Element> change) {
        if (scopes.contains(Scope.PERSISTENT)) {
            persistent = change.apply(persistent);
        }
        if (scopes.contains(Scope.LIVE) && live != null) {
            live = change.apply(live);
        }
        shown = null;
    }

    /**
     * Takes a device away.
     *
     * @param guestLetsGo whether a guest runs that releases PCI devices
     */
    synchronized DetachResult detach(String alias, Set<Scope> scopes, boolean guestLetsGo) throws DeviceRules.Refusal {
        Optional<Element> running = Optional.ofNullable(live)
                .filter(domain -> scopes.contains(Scope.LIVE))
                .flatMap(domain -> Devices.of(domain).withAlias(alias));
        boolean isController =
                running.filter(device -> device.isNamed("controller")).isPresent();
        if (isController && carriesDisks(running.orElseThrow())) {
            throw new DeviceRules.Refusal("operation failed: device cannot be detached: device is busy");
        }
        if (scopes.contains(Scope.PERSISTENT)) {
            persistent = without(persistent, alias);
        }
        if (!guestLetsGo && running.filter(SimulatedDomain::needsConsent).isPresent()) {
            return DetachResult.STILL_THERE;
        }
        if (running.isPresent() && live != null) {
            live = without(live, alias);
        }
        return DetachResult.GONE;
    }

    /** A disk on a bus of its own controller's needs nobody's. */
    private static boolean needsConsent(Element device) {
        return device.isNamed("controller") || Devices.target(device, "bus").equals("virtio");
    }

    private boolean carriesDisks(Element controller) {
        return live != null && Devices.of(live).carriesDisks(Devices.number(controller, "index"));
    }

    private Element without(Element domain, String alias) {
        Devices devices = Devices.of(domain);
        devices.withAlias(alias).ifPresent(devices::remove);
        shown = null;
        return devices.in(domain);
    }

    synchronized boolean isRunning() {
        return power == Power.RUNNING;
    }

    synchronized void print(String text) {
        console.append(text);
    }

    synchronized String console() {
        return console.toString();
    }
}

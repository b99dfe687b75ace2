package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.IoThreads;
import io.lunette.domainxml.Xml;
import io.lunette.model.ScsiModel;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** One domain: its definition, and what runs of it. */
final class SimulatedDomain {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Set<ScsiModel> offered;
    private final StringBuilder console = new StringBuilder();
    private Definition definition;
    private Element persistent;
    private @Nullable Element live;
    private Power power = Power.OFF;
    private CompletableFuture<Void> off = CompletableFuture.completedFuture(null);
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
                    power, Xml.print(persistent), Optional.ofNullable(live).map(Xml::print));
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
        Element running = copy(persistent);
        running.setAttribute("id", String.valueOf(RUNS.incrementAndGet()));
        Devices devices = Devices.of(running);
        devices.all().forEach(SimulatedDomain::nameIt);
        live = running;
        power = as;
        off = new CompletableFuture<>();
        console.setLength(0);
        shown = null;
    }

    /** libvirt names each device that runs. */
    private static void nameIt(Element device) {
        if (Devices.alias(device).isPresent()) {
            return;
        }
        switch (device.getTagName()) {
            case "controller" ->
                Devices.alias(
                        device, device.getAttribute("type").replace("pci", "pci.") + Devices.number(device, "index"));
            case "disk" -> Devices.alias(device, "disk-" + Devices.target(device, "dev"));
            default -> {}
        }
    }

    synchronized void stop() {
        live = null;
        power = Power.OFF;
        shown = null;
        off.complete(null);
    }

    synchronized void attach(Element device, Set<Scope> scopes) throws DeviceRules.Refusal {
        Element running = live;
        if (scopes.contains(Scope.LIVE) && running == null) {
            throw new DeviceRules.Refusal("Requested operation is not valid: domain is not running");
        }
        Element newPersistent = scopes.contains(Scope.PERSISTENT) ? with(persistent, device) : persistent;
        Element newLive = scopes.contains(Scope.LIVE) && running != null ? with(running, device) : running;
        if (newLive != null) {
            Devices.of(newLive).all().forEach(SimulatedDomain::nameIt);
        }
        persistent = newPersistent;
        live = newLive;
        shown = null;
    }

    private Element with(Element domain, Element device) throws DeviceRules.Refusal {
        Element changed = copy(domain);
        new DeviceRules(offered, new IoThreads(changed).numbers(), Devices.of(changed), false).add(device);
        return changed;
    }

    synchronized void addIoThread(int number, Set<Scope> scopes) throws DeviceRules.Refusal {
        if (scopes.contains(Scope.LIVE) && live == null) {
            throw new DeviceRules.Refusal("Requested operation is not valid: domain is not running");
        }
        each(scopes).forEach(domain -> new IoThreads(domain).add(number));
        shown = null;
    }

    synchronized DetachResult removeIoThread(int number, Set<Scope> scopes) {
        List<Element> using = each(scopes)
                .filter(domain -> Devices.of(domain).useIoThread(number))
                .toList();
        each(scopes).filter(domain -> !using.contains(domain)).forEach(domain -> new IoThreads(domain).remove(number));
        shown = null;
        return using.isEmpty() ? DetachResult.GONE : DetachResult.STILL_THERE;
    }

    /** The trees of these scopes; none for what runs, when nothing does. */
    private Stream<Element> each(Set<Scope> scopes) {
        return Stream.concat(
                scopes.contains(Scope.PERSISTENT) ? Stream.of(persistent) : Stream.empty(),
                scopes.contains(Scope.LIVE) ? Stream.ofNullable(live) : Stream.empty());
    }

    /**
     * Takes a device away.
     *
     * @param guestLetsGo whether a guest runs that releases PCI devices; disks need nobody's consent
     */
    synchronized DetachResult detach(String alias, Set<Scope> scopes, boolean guestLetsGo) throws DeviceRules.Refusal {
        Optional<Element> running = Optional.ofNullable(live)
                .filter(domain -> scopes.contains(Scope.LIVE))
                .flatMap(domain -> Devices.of(domain).withAlias(alias));
        boolean isController = running.filter(device -> device.getTagName().equals("controller"))
                .isPresent();
        if (isController && carriesDisks(running.orElseThrow())) {
            throw new DeviceRules.Refusal("operation failed: device cannot be detached: device is busy");
        }
        if (scopes.contains(Scope.PERSISTENT)) {
            remove(persistent, alias);
        }
        if (isController && !guestLetsGo) {
            return DetachResult.STILL_THERE;
        }
        if (running.isPresent() && live != null) {
            remove(live, alias);
        }
        return DetachResult.GONE;
    }

    private boolean carriesDisks(Element controller) {
        return live != null && Devices.of(live).carriesDisks(Devices.number(controller, "index"));
    }

    private void remove(Element domain, String alias) {
        Devices devices = Devices.of(domain);
        devices.withAlias(alias).ifPresent(devices::remove);
        shown = null;
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

    private static Element copy(Element domain) {
        return (Element) Xml.newDocument().importNode(domain, true);
    }
}

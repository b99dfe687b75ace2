package io.lunette.server.libvirt;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.ScsiModel;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.virNodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a host what it offers. What libvirt only believes is tried: it would accept controller models that its QEMU lacks
 * (ibmvscsi and dc390 on x86), so each is plugged into a domain that never runs. Trying takes one to some ten
 * seconds and is done once a day for each version of libvirt and QEMU; the rest is asked again whenever the connection was made anew.
 */
final class HostFacts {
    private static final Logger LOG = LoggerFactory.getLogger(HostFacts.class);
    private static final String ACTION = "say what it offers";
    private static final String MACHINE = "q35";
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(1);

    private final LibvirtHost host;
    private final Calls calls;
    private final KeptTrials kept;
    private final Progress progress = new Progress();
    private final AtomicReference<@Nullable CompletableFuture<Outcome<HostCapabilities>>> asking =
            new AtomicReference<>();
    private volatile @Nullable Known known;
    private volatile Instant trialEnds = Instant.MIN;

    /** What the host said, and which connection to it that was. */
    private record Known(HostCapabilities offers, int generation) {}

    HostFacts(LibvirtHost host, Calls calls, KeptTrials kept) {
        this.host = host;
        this.calls = calls;
        this.kept = kept;
    }

    /** Whoever comes first asks; the others wait for that answer, be it a failure. */
    Outcome<HostCapabilities> get() {
        Known current = known;
        if (current != null && current.generation() == calls.generation()) {
            return Outcome.done(current.offers());
        }
        CompletableFuture<Outcome<HostCapabilities>> mine = new CompletableFuture<>();
        CompletableFuture<Outcome<HostCapabilities>> others = asking.compareAndExchange(null, mine);
        return others == null ? ask(mine) : others.join();
    }

    private Outcome<HostCapabilities> ask(CompletableFuture<Outcome<HostCapabilities>> answer) {
        try {
            Outcome<HostCapabilities> fresh = calls.read(ACTION, this::goesOn, this::ask)
                    .ifDone(offers -> known = new Known(offers, calls.generation()));
            answer.complete(fresh);
            return fresh;
        } finally {
            asking.set(null);
            // Nothing, once it is complete: after a bug it lets go those who wait.
            answer.cancel(false);
        }
    }

    /** Whether it is worth waiting on: to start QEMU alone may take a slow host longer than any other call may. */
    private boolean goesOn() {
        return progress.getAsBoolean() || Instant.now().isBefore(trialEnds);
    }

    /** Lets a trial that is under way end: the service does. */
    void stop() {
        progress.stop();
    }

    private Outcome<HostCapabilities> ask(HostConnection connection) throws LibvirtError {
        String libvirt = connection.libvirtVersion();
        String qemu = connection.qemuVersion();
        Element domain = domainCapabilities(connection);
        String machine = text(domain, "machine");
        KeptTrials.Found found = tried(
                connection,
                new KeptTrials.Subject(
                        host.uri().toString(),
                        host.virtType(),
                        libvirt,
                        qemu,
                        machine,
                        text(domain, "domain").equals("kvm")));
        if (progress.isUnwanted()) {
            return Outcome.failed(new HostFailure.Unreachable(host.name().toString(), "the service is ending"));
        }
        virNodeInfo node = connection.nodeInfo();
        return Outcome.done(new HostCapabilities(
                machine(connection),
                connection.hostname(),
                libvirt,
                qemu,
                found.kvm() ? "kvm" : "qemu",
                text(domain, "path"),
                text(domain, "arch"),
                machine,
                node.cpus,
                node.memory.longValue() >> 10,
                found.models(),
                poolPath(connection)));
    }

    private static UUID machine(HostConnection connection) throws LibvirtError {
        return Xml.parse(connection.capabilities())
                .child("host")
                .flatMap(host -> host.child("uuid"))
                .map(uuid -> UUID.fromString(uuid.text().strip()))
                .orElseThrow();
    }

    private String poolPath(HostConnection connection) throws LibvirtError {
        try (StoragePool pool = StoragePool.ensure(connection, host.poolName(), host.poolPath())) {
            return pool.path();
        }
    }

    /** For q35 where the host has it, else for the machine that it takes by itself; each by its canonical name. */
    private static Element domainCapabilities(HostConnection connection) throws LibvirtError {
        return Xml.parse(domainCapabilitiesXml(connection));
    }

    static String domainCapabilitiesXml(HostConnection connection) throws LibvirtError {
        try {
            return connection.domainCapabilities(MACHINE, null);
        } catch (LibvirtError unknown) {
            LOG.debug("no {}: {}", MACHINE, unknown.message());
            return connection.domainCapabilities(null, null);
        }
    }

    private static String text(Element capabilities, String name) {
        return capabilities.child(name).map(Element::text).orElse("");
    }

    private KeptTrials.Found tried(HostConnection connection, KeptTrials.Subject subject) throws LibvirtError {
        Optional<KeptTrials.Found> before = kept.find(subject);
        if (before.isPresent()) {
            return before.get();
        }
        trialEnds = Instant.now().plus(LONGEST_TRIAL);
        boolean kvm = usesKvm(connection, subject);
        KeptTrials.Found fresh = new KeptTrials.Found(kvm, scsiModels(connection, subject.machine()));
        trialEnds = Instant.MIN;
        // What a service that is ending left half tried is nothing to go by.
        if (!progress.isUnwanted()) {
            kept.keep(subject, fresh);
        }
        return fresh;
    }

    private boolean usesKvm(HostConnection connection, KeptTrials.Subject subject) {
        return switch (subject.virtType()) {
            case KVM -> true;
            case QEMU -> false;
            case AUTO -> subject.offersKvm() && new KvmTrial(connection, subject.machine(), progress).succeeds();
        };
    }

    private Set<ScsiModel> scsiModels(HostConnection connection, String machine) throws LibvirtError {
        Set<ScsiModel> models = EnumSet.noneOf(ScsiModel.class);
        if (progress.isUnwanted()) {
            return models;
        }
        try (NativeDomain probe = connection.createPaused(ProbeDomain.withRoom(machine))) {
            for (ScsiModel model : ScsiModel.values()) {
                if (takes(probe, ControllerSpec.at(models.size(), model))) {
                    models.add(model);
                }
            }
            probe.destroy();
        }
        return models;
    }

    private boolean takes(NativeDomain probe, ControllerSpec controller) {
        progress.step();
        try {
            probe.attach(Xml.print(controller.toXml()), Set.of(Scope.LIVE));
            return true;
        } catch (LibvirtError refused) {
            LOG.debug("no {}: {}", controller.model(), refused.message());
            return false;
        }
    }
}

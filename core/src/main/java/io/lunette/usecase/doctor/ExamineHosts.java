package io.lunette.usecase.doctor;

import io.lunette.failure.Failure;
import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.Login;
import io.lunette.model.Portal;
import io.lunette.port.HostCapabilities;
import io.lunette.port.LunDiscovery;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.volume.ControllerInitiator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code lunette doctor}: looks at hosts, all of them at once, and says what each finding means and what to do. A host that is not
 * reached is waited for 2 s, others 5 s, and what they have not answered by then is told as unknown.
 */
public final class ExamineHosts {
    private static final Duration UNREACHED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<Check> CHECKS = List.of(
            new Abilities(),
            new PathFailover(),
            new MultipathSettings(),
            new ReservationHelper(),
            new KernelDisks(),
            new Ports(),
            new Clock(),
            new StoragePaths());

    private final StateStore store;
    private final Hosts hosts;
    private final LunDiscovery discovery;
    private final ControllerInitiator controller;

    public ExamineHosts(StateStore store, Hosts hosts, LunDiscovery discovery, ControllerInitiator controller) {
        this.store = store;
        this.hosts = hosts;
        this.discovery = discovery;
        this.controller = controller;
    }

    /** One host, or all; of the others too the initiator names are read, which must differ. */
    public Outcome<Examination> examine(Caller caller, Optional<HostName> only) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("examine hosts"));
        }
        List<Patient> patients = hosts.worlds().stream().map(this::admit).toList();
        List<Patient> examined = patients.stream()
                .filter(patient -> only.isEmpty() || only.get().equals(patient.name()))
                .toList();
        return examined.isEmpty()
                ? Outcome.failed(new HostRefusal.NotFound(only.orElseThrow().toString()))
                : Outcome.done(look(patients, examined));
    }

    /** A host that is being asked. */
    private record Patient(
            HostName name,
            LookAtHost look,
            CompletableFuture<Outcome<HostCapabilities>> offers,
            CompletableFuture<Outcome<Optional<String>>> initiator) {}

    private Patient admit(World world) {
        HostName name = world.hypervisor().name();
        Deadline deadline = Deadline.in(name, world.hypervisor().isReached() ? PATIENCE : UNREACHED);
        LookAtHost look = new LookAtHost(world, deadline, store);
        CompletableFuture<Outcome<HostCapabilities>> offers = look.offers();
        return new Patient(
                name,
                look,
                offers,
                offers.thenCompose(answer -> answer instanceof Outcome.Failed<HostCapabilities> failed
                        ? CompletableFuture.completedFuture(failed.as())
                        : look.initiator()));
    }

    private Examination look(List<Patient> patients, List<Patient> examined) {
        Known known = Known.of(store);
        CompletableFuture<List<Finding>> ofController = inBackground(() -> ofController(known.portals()));
        CompletableFuture<InitiatorNames> names = inBackground(() -> names(patients));
        List<CompletableFuture<HostReport>> reports = examined.stream()
                .map(patient -> inBackground(() -> report(patient, known.on(patient.name()), names)))
                .toList();
        return new Examination(
                ofController.join(),
                reports.stream().map(CompletableFuture::join).toList());
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private List<Finding> ofController(Set<Portal> portals) {
        Deadline deadline = Deadline.in(controller.host(), PATIENCE);
        Map<Portal, CompletableFuture<Outcome<Integer>>> asked = portals.stream()
                .collect(Collectors.toMap(
                        portal -> portal,
                        portal -> deadline.ask(() -> discovery
                                .targets(portal, Login.of(controller.iqn()))
                                .map(List::size))));
        Map<Portal, Outcome<Integer>> answers = new LinkedHashMap<>();
        asked.forEach((portal, answer) -> answers.put(portal, answer.join()));
        return StoragePaths.ofController(answers);
    }

    private static InitiatorNames names(List<Patient> patients) {
        return new InitiatorNames(patients.stream()
                .collect(Collectors.toMap(
                        Patient::name, patient -> patient.initiator().join())));
    }

    private static HostReport report(Patient patient, Known known, CompletableFuture<InitiatorNames> names) {
        return switch (patient.offers().join()) {
            case Outcome.Failed<HostCapabilities>(Failure silence) ->
                new HostReport(
                        patient.name(),
                        List.of(Finding.problem("host.answers", silence.what(), silence.why(), silence.fix())));
            case Outcome.Done<HostCapabilities>(HostCapabilities offers) -> {
                HostFacts facts =
                        patient.look().facts(offers, patient.initiator().join(), known);
                List<Finding> findings = new ArrayList<>();
                findings.add(Finding.ok("host.answers", "its libvirt answers", "it was asked for its servers"));
                CHECKS.forEach(check -> findings.addAll(check.judge(facts)));
                findings.add(names.join().judge(patient.name()));
                yield new HostReport(patient.name(), findings);
            }
        };
    }
}

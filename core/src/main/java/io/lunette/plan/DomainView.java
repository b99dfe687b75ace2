package io.lunette.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainReader;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A domain as a planner sees it: what is defined and, when it runs, what is there now. */
public record DomainView(DomainDevices persistent, Optional<DomainDevices> live) {

    public static DomainView of(DomainSnapshot snapshot) {
        return new DomainView(
                DomainReader.read(snapshot.persistentXml()), snapshot.liveXml().map(DomainReader::read));
    }

    /** The scopes that a change must reach. */
    Set<Scope> scopes() {
        return live.isPresent() ? Scope.BOTH : Set.of(Scope.PERSISTENT);
    }

    DomainDevices in(Scope scope) {
        return scope == Scope.LIVE ? live.orElseThrow() : persistent;
    }

    private Stream<DomainDevices> all() {
        return Stream.concat(Stream.of(persistent), live.stream());
    }

    /** The disks of both scopes. */
    public Stream<Disk> disks() {
        return all().flatMap(devices -> devices.disks().stream());
    }

    public boolean hasAlias(String alias) {
        return all().anyMatch(devices -> devices.diskByAlias(alias).isPresent());
    }

    /** The names of all disks. */
    Set<String> targets() {
        return all().flatMap(devices -> devices.disks().stream())
                .map(Disk::target)
                .collect(toUnmodifiableSet());
    }

    /** Those of these scopes whose devices are so. */
    Set<Scope> scopesWhere(Set<Scope> among, Predicate<DomainDevices> so) {
        return among.stream().filter(scope -> so.test(in(scope))).collect(toUnmodifiableSet());
    }

    /** The scopes that lack any SCSI controller of this index. */
    Set<Scope> scopesLacking(int index) {
        return scopesWhere(scopes(), devices -> devices.controller(index).isEmpty());
    }

    Optional<ScsiController> anyController(int index) {
        return all().flatMap(devices -> devices.controller(index).stream()).findFirst();
    }

    /** Indexes of SCSI controllers, of either scope, ascending. */
    List<Integer> controllerIndexes() {
        return all().flatMap(devices -> devices.scsi().stream())
                .map(ScsiController::index)
                .distinct()
                .sorted()
                .toList();
    }

    /** Where a disk with this alias should be and is not, in words. */
    public List<String> lacking(String alias) {
        List<String> lacking = new ArrayList<>();
        if (live.filter(devices -> devices.diskByAlias(alias).isEmpty()).isPresent()) {
            lacking.add("what runs");
        }
        if (persistent.diskByAlias(alias).isEmpty()) {
            lacking.add("the definition");
        }
        return lacking;
    }

    boolean isTaken(io.lunette.model.ScsiAddress address) {
        return all().anyMatch(devices -> devices.scsiAddresses().contains(address));
    }

    /**
     * Whether a controller of Lunette's is on its way out: asked to leave, so no longer defined, but the guest has not
     * let go of it. A LUN put on it would vanish with it. One that only stands in for what somebody else defined at its
     * index was never asked.
     */
    public boolean isLeaving(int index) {
        return live.flatMap(devices -> devices.controller(index))
                .filter(ScsiController::isOurs)
                .flatMap(ScsiController::alias)
                .filter(alias -> persistent.controllerByAlias(alias).isEmpty())
                .filter(alias -> persistent
                        .controller(index)
                        .map(successor -> successor.alias().equals(Optional.of(ControllerSpec.successorOf(alias))))
                        .orElse(true))
                .isPresent();
    }
}

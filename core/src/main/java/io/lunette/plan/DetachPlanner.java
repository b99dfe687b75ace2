package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Plans how a volume comes off a server, and which controllers of Lunette's go with it. Pure. */
public final class DetachPlanner {

    private DetachPlanner() {}

    /** The disk off and the LUN withdrawn: after this the volume is free. Works when the domain no longer has it. */
    public static Plan plan(Server server, Volume volume, DomainView domain) {
        String alias = DiskSpec.aliasOf(volume.id());
        List<Step> steps = new ArrayList<>();
        if (domain.hasAlias(alias)) {
            steps.addAll(disk(alias, domain));
        }
        volume.lun().ifPresent(lun -> steps.add(new Step.Withdraw(volume.id(), lun, server.initiator())));
        return new Plan(server.id(), steps);
    }

    /**
     * A SCSI disk leaves at once. One of another bus is a device of its own that the guest must let go of, so it stays
     * defined until the guest has.
     */
    private static List<Step> disk(String alias, DomainView domain) {
        Disk disk = devices(domain)
                .flatMap(devices -> devices.diskByAlias(alias).stream())
                .findFirst()
                .orElseThrow();
        Set<Scope> scopes = scopesWith(alias, domain);
        return disk.bus().equals("scsi") || scopes.size() == 1
                ? List.of(new Step.DetachDisk(alias, disk.target(), scopes))
                : List.of(
                        new Step.DetachDisk(alias, disk.target(), Set.of(Scope.LIVE)),
                        new Step.DetachDisk(alias, disk.target(), Set.of(Scope.PERSISTENT)));
    }

    /**
     * Whatever is there of the disk is taken off, and the LUN withdrawn, for administrators: each by itself, for when the
     * one does not work the other must.
     */
    public static List<Plan> planForce(Server server, Volume volume, String target) {
        String alias = DiskSpec.aliasOf(volume.id());
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.DetachDisk(alias, target, Set.of(Scope.PERSISTENT)));
        steps.add(new Step.DetachDisk(alias, target, Set.of(Scope.LIVE)));
        volume.lun().ifPresent(lun -> steps.add(new Step.Withdraw(volume.id(), lun, server.initiator())));
        return steps.stream().map(step -> new Plan(server.id(), List.of(step))).toList();
    }

    /**
     * Controllers that Lunette added and that carry nothing any more, highest index first; one below a controller that
     * stays, stays too, since libvirt would fill the hole. One that its guest has not let go of is asked again. Each iothread goes after its controller.
     */
    public static Plan planTidy(Server server, DomainView domain) {
        List<Step> steps = new ArrayList<>();
        Set<String> going = new HashSet<>();
        List<Integer> descending = domain.controllerIndexes().reversed();
        for (int index : descending) {
            // Somebody else's may have this index in one scope alone: it stays there, and so does all below.
            boolean goes = devices(domain)
                            .flatMap(devices -> devices.controller(index).stream())
                            .allMatch(ScsiController::isOurs)
                    && !isUsed(domain, index);
            if (!goes) {
                break;
            }
            for (String alias : aliases(domain, index)) {
                going.add(alias);
                steps.add(new Step.DetachController(index, alias, scopesWithController(alias, domain)));
            }
        }
        steps.addAll(unusedIoThreads(domain, going));
        return new Plan(server.id(), steps);
    }

    /** Iothreads of Lunette's that serve no controller, but perhaps one of those that go now. */
    private static List<Step> unusedIoThreads(DomainView domain, Set<String> going) {
        return devices(domain)
                .flatMap(devices -> devices.ioThreads().stream())
                .filter(ControllerSpec::isOurIoThread)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(number -> new Step.RemoveIoThread(
                        number, domain.scopesWhere(domain.scopes(), devices -> isUnused(number, devices, going))))
                .filter(step -> !step.scopes().isEmpty())
                .<Step>map(step -> step)
                .toList();
    }

    private static boolean isUnused(int number, DomainDevices devices, Set<String> going) {
        return devices.ioThreads().contains(number)
                && devices.scsi().stream()
                        .filter(controller ->
                                controller.alias().filter(going::contains).isEmpty())
                        .noneMatch(controller -> controller
                                .ioThread()
                                .filter(thread -> thread == number)
                                .isPresent());
    }

    private static Set<Scope> scopesWith(String alias, DomainView domain) {
        return domain.scopesWhere(
                domain.scopes(), devices -> devices.diskByAlias(alias).isPresent());
    }

    private static Set<Scope> scopesWithController(String alias, DomainView domain) {
        return domain.scopesWhere(
                domain.scopes(), devices -> devices.controllerByAlias(alias).isPresent());
    }

    private static List<String> aliases(DomainView domain, int index) {
        return devices(domain)
                .flatMap(devices -> devices.controller(index).stream())
                .flatMap(controller -> controller.alias().stream())
                .distinct()
                .toList();
    }

    private static boolean isUsed(DomainView domain, int index) {
        return devices(domain)
                .flatMap(devices -> devices.scsiAddresses().stream())
                .map(ScsiAddress::controller)
                .anyMatch(used -> used == index);
    }

    private static Stream<DomainDevices> devices(DomainView domain) {
        return Stream.concat(Stream.of(domain.persistent()), domain.live().stream());
    }
}

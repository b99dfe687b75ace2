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
import java.util.Optional;
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
            steps.add(new Step.DetachDisk(alias, target(alias, domain), scopesWith(alias, domain)));
        }
        volume.lun().ifPresent(lun -> steps.add(new Step.Withdraw(volume.id(), lun, server.initiator())));
        return new Plan(server.id(), steps);
    }

    /**
     * Controllers that Lunette added and that carry nothing any more, highest index first; one below a controller that
     * stays, stays too, since libvirt would fill the hole. Each iothread goes after its controller.
     */
    public static Plan planTidy(Server server, DomainView domain) {
        List<Step> steps = new ArrayList<>();
        Set<String> going = new HashSet<>();
        List<Integer> descending = domain.controllerIndexes().reversed();
        for (int index : descending) {
            Optional<ScsiController> controller = domain.anyController(index);
            boolean goes = controller.filter(ScsiController::isOurs).isPresent() && !isUsed(domain, index);
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

    private static String target(String alias, DomainView domain) {
        return devices(domain)
                .flatMap(devices -> devices.diskByAlias(alias).stream())
                .map(Disk::target)
                .findFirst()
                .orElseThrow();
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

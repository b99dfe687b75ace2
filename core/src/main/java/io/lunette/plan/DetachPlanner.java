package io.lunette.plan;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
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
     * stays, stays too, since libvirt would fill the hole.
     */
    public static Plan planTidy(Server server, DomainView domain) {
        List<Step> steps = new ArrayList<>();
        List<Integer> descending = domain.controllerIndexes().reversed();
        for (int index : descending) {
            Optional<ScsiController> controller = domain.anyController(index);
            boolean goes = controller.filter(ScsiController::isOurs).isPresent() && !isUsed(domain, index);
            if (!goes) {
                break;
            }
            aliases(domain, index)
                    .forEach(alias ->
                            steps.add(new Step.DetachController(index, alias, scopesWithController(alias, domain))));
        }
        return new Plan(server.id(), steps);
    }

    private static String target(String alias, DomainView domain) {
        return devices(domain)
                .flatMap(devices -> devices.diskByAlias(alias).stream())
                .map(Disk::target)
                .findFirst()
                .orElseThrow();
    }

    private static Set<Scope> scopesWith(String alias, DomainView domain) {
        Set<Scope> scopes = new HashSet<>();
        for (Scope scope : domain.scopes()) {
            if (domain.in(scope).diskByAlias(alias).isPresent()) {
                scopes.add(scope);
            }
        }
        return Set.copyOf(scopes);
    }

    private static Set<Scope> scopesWithController(String alias, DomainView domain) {
        Set<Scope> scopes = new HashSet<>();
        for (Scope scope : domain.scopes()) {
            if (domain.in(scope).controllerByAlias(alias).isPresent()) {
                scopes.add(scope);
            }
        }
        return Set.copyOf(scopes);
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

    private static Stream<io.lunette.domainxml.DomainDevices> devices(DomainView domain) {
        return Stream.concat(Stream.of(domain.persistent()), domain.live().stream());
    }
}

package io.lunette.plan;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans how a running server goes to another host: first every LUN is seen from there, and known again. Pure. */
public final class MigratePlanner {
    private MigratePlanner() {}

    /**
     * The way to another host.
     *
     * @param ended the server's registrations, which end before it goes: QEMU carries none
     */
    public static Outcome<Plan> plan(
            Server server, List<Held> held, DomainView domain, HostName target, List<Step.EndRegistration> ended) {
        return moveable(server, domain)
                .then(fine -> DefinitionCheck.check(server, held, domain.persistent()))
                .map(fine -> new Plan(server.id(), steps(server, held, target, ended)));
    }

    /** Whether it can go to any host at all. */
    public static Outcome<Unit> moveable(Server server, DomainView domain) {
        String id = server.id().toString();
        Optional<Disk> local = domain.disks()
                .filter(disk -> disk.alias().flatMap(DiskSpec::volumeOf).isEmpty())
                .findFirst();
        if (local.isPresent()) {
            return Outcome.failed(new MigrationFailure.LocalDisk(
                    id, local.get().target(), server.host().toString()));
        }
        return domain.controllerIndexes().stream()
                .filter(domain::isLeaving)
                .findFirst()
                .<Outcome<Unit>>map(index -> Outcome.failed(new MigrationFailure.ControllerLeaving(id, index)))
                .orElseGet(Outcome::done);
    }

    private static List<Step> steps(Server server, List<Held> held, HostName target, List<Step.EndRegistration> ended) {
        List<Step> steps = new ArrayList<>();
        for (Held each : held) {
            Volume volume = each.volume();
            volume.lun().ifPresent(lun -> {
                steps.add(new Step.ReachLun(volume.id(), lun, server.initiator()));
                steps.add(new Step.VerifyIdentity(volume.id(), lun, server.initiator()));
            });
        }
        // What is ended does not come back: so only when nothing else is in the way any more.
        steps.addAll(ended);
        steps.add(new Step.MigrateDomain(server.host(), target));
        return steps;
    }
}

package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.DomainView;
import io.lunette.plan.Plan;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.PlanRunner;
import io.lunette.run.StepListener;
import io.lunette.run.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes off a server what an attachment that came to nothing left there, as a call that took effect long after it was
 * given up. Only where the LUN lets the server in no more: a disk that is in use is never taken off by itself, as it is no
 * left-over but something that the store has forgotten, and shown as drift.
 */
record LeftBehind(StateStore store) {

    /** To be called in the server's turn, with nothing under way. */
    void cleanUp(World world, Server server, DomainView domain, Fence fence) {
        for (VolumeId volume : strangers(server, domain)) {
            store.volumes()
                    .find(volume)
                    .filter(known -> isShutOut(world, server, known))
                    .ifPresent(known -> take(world, server, known, domain, fence));
        }
    }

    /** Volumes whose disks the domain has and whose attachments nobody knows. */
    List<VolumeId> strangers(Server server, DomainView domain) {
        Set<VolumeId> known = store.attachments().ofServer(server.id()).stream()
                .map(Attachment::volume)
                .collect(Collectors.toSet());
        return domain.disks()
                .map(Disk::alias)
                .flatMap(alias -> alias.flatMap(DiskSpec::volumeOf).stream())
                .filter(volume -> !known.contains(volume))
                .distinct()
                .toList();
    }

    private static boolean isShutOut(World world, Server server, Volume volume) {
        return world.luns()
                .exposedTo(volume.id())
                .map(seen -> !seen.contains(server.initiator()))
                .equals(Outcome.done(true));
    }

    private static void take(World world, Server server, Volume volume, DomainView domain, Fence fence) {
        Plan plan = DetachPlanner.plan(server, volume, domain);
        Outcome<Unit> taken =
                new PlanRunner(world, fence).run(plan, StepListener.NOBODY).map(ran -> Unit.UNIT);
        // What could not be taken is found again at the next look.
        taken.isDone();
    }
}

package io.lunette.plan;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.model.ByteCount;
import io.lunette.model.Lun;
import io.lunette.model.Server;
import io.lunette.model.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans how a LUN grows while servers have it: one plan for each, to be taken in step. Each looks whether its LUN is the
 * right one; guests rest where the storage needs that; the LUN grows, once; then each running domain is told, and
 * everybody's idea of the size is compared. Pure.
 */
public final class ExtendPlanner {
    private ExtendPlanner() {}

    /**
     * What is to happen to the LUN.
     *
     * @param size what it is to have, or has already where its array grew it
     * @param grows whether Lunette makes it larger
     * @param rests whether no guest may read or write meanwhile
     */
    public record Growth(VolumeId volume, Lun lun, ByteCount size, boolean grows, boolean rests) {}

    /**
     * A server that has the volume.
     *
     * @param running whether its guest's CPUs run */
    public record Holder(Server server, DomainView domain, boolean running) {}

    /** A plan for each holder, in their order. */
    public static List<Plan> plan(Growth growth, List<Holder> holders) {
        List<Plan> plans = new ArrayList<>();
        for (Holder holder : holders) {
            plans.add(plan(growth, holder, plans.isEmpty()));
        }
        return List.copyOf(plans);
    }

    private static Plan plan(Growth growth, Holder holder, boolean first) {
        Server server = holder.server();
        boolean pauses = growth.grows() && growth.rests() && holder.running();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.RecognizeLun(growth.volume(), growth.lun(), server.initiator()));
        if (pauses) {
            steps.add(new Step.PauseGuest());
        }
        if (growth.grows() && first) {
            steps.add(new Step.GrowLun(growth.volume(), growth.size()));
        }
        if (pauses) {
            steps.add(new Step.ResumeGuest());
        }
        Optional<DomainDevices.Disk> disk = running(growth, holder);
        String alias = DiskSpec.aliasOf(growth.volume());
        disk.ifPresent(running -> steps.add(new Step.ResizeDisk(alias, running.target(), growth.size())));
        steps.add(new Step.ConfirmSize(
                growth.volume(), growth.lun(), server.initiator(), disk.map(running -> alias), growth.size()));
        return new Plan(server.id(), steps);
    }

    private static Optional<DomainDevices.Disk> running(Growth growth, Holder holder) {
        return holder.domain().live().flatMap(devices -> devices.diskByAlias(DiskSpec.aliasOf(growth.volume())));
    }
}

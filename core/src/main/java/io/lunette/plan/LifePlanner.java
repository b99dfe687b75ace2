package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.model.Lun;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.ArrayList;
import java.util.List;

/** Plans how a server that exists is started anew and how it is removed. Pure. */
public final class LifePlanner {

    private LifePlanner() {}

    /** The name of the disk that a server has of its image, in the host's pool. */
    public static String rootDiskName(Server server) {
        return server.id() + ".root";
    }

    public static String swapDiskName(Server server) {
        return server.id() + ".swap";
    }

    /** The name of a server's empty disk, counted from 0. */
    public static String ephemeralDiskName(Server server, int number) {
        return server.id() + ".eph" + number;
    }

    /**
     * Each LUN is looked at again before the domain starts: what is behind its number may have changed, and so may what
     * the definition says of it.
     */
    public static Outcome<Plan> start(Server server, List<Held> held, DomainView domain) {
        return DefinitionCheck.check(server, held, domain.persistent())
                .map(fine -> new Plan(server.id(), starting(server, held)));
    }

    public static Outcome<Plan> hardReboot(Server server, List<Held> held, DomainView domain) {
        return start(server, held, domain).map(start -> {
            List<Step> steps = new ArrayList<>();
            steps.add(new Step.PowerOffDomain());
            steps.addAll(start.steps());
            return new Plan(server.id(), steps);
        });
    }

    private static List<Step> starting(Server server, List<Held> held) {
        List<Step> steps =
                new ArrayList<>(exposed(server, held.stream().map(Held::volume).toList()));
        steps.add(new Step.StartDomain());
        return steps;
    }

    /** Works whatever is left of the server. */
    public static Plan delete(Server server, List<Volume> volumes) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.PowerOffDomain());
        steps.add(new Step.UndefineDomain());
        for (Volume volume : volumes) {
            volume.lun().ifPresent(lun -> steps.add(new Step.Withdraw(volume.id(), lun, server.initiator())));
        }
        localDisks(server).forEach(name -> steps.add(new Step.RemoveImageDisk(name)));
        steps.add(new Step.RemoveConsoleLog());
        return new Plan(server.id(), steps);
    }

    /** Every disk that it can have on its host: what its flavor does not allow was never made. */
    private static List<String> localDisks(Server server) {
        List<String> names = new ArrayList<>();
        server.image().ifPresent(image -> names.add(rootDiskName(server)));
        int ephemerals = Math.min(server.flavor().ephemeralGiB(), LocalBlanks.MOST_LOCAL);
        for (int number = 0; number < ephemerals; number++) {
            names.add(ephemeralDiskName(server, number));
        }
        if (server.flavor().swapMiB() > 0) {
            names.add(swapDiskName(server));
        }
        return names;
    }

    private static List<Step> exposed(Server server, List<Volume> volumes) {
        List<Step> steps = new ArrayList<>();
        for (Volume volume : volumes) {
            Lun lun = volume.lun().orElseThrow();
            steps.add(new Step.Expose(volume.id(), lun, server.initiator()));
            steps.add(new Step.VerifyIdentity(volume.id(), lun, server.initiator()));
            steps.add(new Step.LeadDisk(volume.id()));
        }
        return steps;
    }
}

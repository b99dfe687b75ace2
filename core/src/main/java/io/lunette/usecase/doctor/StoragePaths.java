package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.problem;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.usecase.doctor.HostFacts.Paths;
import io.lunette.usecase.doctor.HostFacts.ServerPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Whether the controller and the host reach the portals of the volumes' LUNs, each as the initiators that will log in. */
final class StoragePaths implements Check {
    private static final String PORTAL = "storage.portal";
    private static final String SERVER = "storage.server-path";
    private static final String OF_HOST = "storage.host-targets";

    @Override
    public List<Finding> judge(HostFacts facts) {
        Paths paths = facts.paths();
        List<Finding> findings = new ArrayList<>();
        paths.servers().forEach(path -> findings.add(server(path)));
        sorted(paths.ofHost()).forEach(each -> findings.add(ofHost(each.getKey(), each.getValue())));
        return findings;
    }

    /** Of the controller, which is the same for all hosts: how many targets each portal tells it of. */
    static List<Finding> ofController(Map<Portal, Outcome<Integer>> portals) {
        return portals.isEmpty()
                ? List.of(ok(PORTAL, "no portal is to be reached", "no volume's LUN is on the network"))
                : sorted(portals).stream()
                        .map(each -> portal(each.getKey(), each.getValue()))
                        .toList();
    }

    private static <T> List<Map.Entry<Portal, T>> sorted(Map<Portal, T> portals) {
        return portals.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().toString()))
                .toList();
    }

    private static Finding portal(Portal portal, Outcome<Integer> targets) {
        Finding finding = switch (targets) {
            case Outcome.Done<Integer>(Integer count) ->
                ok(PORTAL, "the controller reaches " + portal, "it tells of " + count + " targets");
            case Outcome.Failed<Integer>(Failure failure) ->
                problem(
                        PORTAL,
                        "the controller does not reach " + portal,
                        failure.why() + "; without it no LUN's identity can be read before it is attached",
                        "Check the route and the array: iscsi-ls -s iscsi://" + portal + "/");
        };
        return finding.about(portal);
    }

    private static Finding server(ServerPath path) {
        String name = "server " + path.name() + " (" + path.initiator() + ")";
        return path.trouble()
                .map(failure -> problem(
                        SERVER,
                        "the controller does not see the LUN of " + name + " on " + path.portal(),
                        failure.why() + "; nothing is attached to a server whose LUN cannot be identified",
                        failure.fix()))
                .orElseGet(() -> ok(
                        SERVER,
                        "the controller sees the LUN of " + name + " on " + path.portal(),
                        "by that server's own initiator name, and it is the one that was registered"))
                .about(path.server());
    }

    /** A firewall, or a portal that is the network path's alone: attaching over that path need not suffer. */
    private static Finding ofHost(Portal portal, Outcome<List<Iqn>> targets) {
        Finding finding = switch (targets) {
            case Outcome.Done<List<Iqn>>(List<Iqn> found) ->
                ok(OF_HOST, "the host reaches " + portal, "its own initiator is told of " + found.size() + " targets");
            case Outcome.Failed<List<Iqn>>(Failure failure) ->
                warning(
                        OF_HOST,
                        "the host's own initiator is told of no target by " + portal,
                        failure.why(),
                        "iscsiadm -m discovery -t st -p " + portal
                                + " on the host; let its initiator name in at the array, or leave it to the network path");
        };
        return finding.about(portal);
    }
}

package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.problem;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Whether guests' persistent reservations reach multipath LUNs. QEMU is not root, so qemu-pr-helper sends them; where it is
 * linked with libmpathpersist it registers on every path of a map, else on the one that the kernel takes. Debian 12's is
 * not: seen there under multibus, where the guest's own writes then fail by the other paths.
 */
final class ReservationHelper implements Check {
    static final String PATH = "/usr/bin/qemu-pr-helper";

    /** A program that is linked with a library names it. */
    static final String LIBRARY = "libmpathpersist.so";

    private static final String CODE = "reservations.helper";
    private static final String POLICY = "reservations.path_grouping_policy";
    private static final String KEYS = "reservations.keys";

    @Override
    public List<Finding> judge(HostFacts facts) {
        if (!facts.isOnBlockPath()) {
            return List.of(
                    ok(
                            CODE,
                            "reservations need no helper",
                            "the host's servers get their LUNs over the network; QEMU's own initiator sends reservations itself"));
        }
        return switch (facts.helper()) {
            case Outcome.Failed<Optional<String>>(Failure failure) ->
                List.of(untold(CODE, failure, "ldd " + PATH + " | grep mpathpersist"));
            case Outcome.Done<Optional<String>>(Optional<String> helper) ->
                helper.map(program -> judge(program, facts.multipath()))
                        .orElseGet(() -> List.of(problem(
                                CODE,
                                "guests cannot reserve LUNs",
                                "there is no " + PATH + ", where libvirt looks for it",
                                "Install it (Debian: qemu-utils or qemu-system-common, Fedora: qemu-pr-helper)")));
        };
    }

    private static List<Finding> judge(String program, Outcome<List<String>> multipath) {
        boolean onEveryPath = program.contains(LIBRARY);
        Finding helper = onEveryPath
                ? ok(CODE, "guests can reserve LUNs", "qemu-pr-helper registers on every path of a LUN")
                : ok(
                        CODE,
                        "guests can reserve LUNs",
                        "qemu-pr-helper is not linked with " + LIBRARY + ", so it registers on one path at a time");
        return switch (multipath) {
            case Outcome.Failed<List<String>>(Failure failure) ->
                List.of(helper, untold(POLICY, failure, "multipathd show config local | grep path_grouping_policy"));
            case Outcome.Done<List<String>>(List<String> texts) -> {
                MultipathConf conf = MultipathConf.parse(texts);
                yield List.of(helper, onEveryPath ? keys(conf) : policy(conf));
            }
        };
    }

    private static Finding policy(MultipathConf conf) {
        return MultipathSettings.spreadsOverPaths(conf)
                ? problem(
                        POLICY,
                        "a guest that reserves a LUN is refused its own writes",
                        "path_grouping_policy lets I/O take several paths, and qemu-pr-helper registers on one of them",
                        "Set path_grouping_policy failover in /etc/multipath.conf, then: multipathd reconfigure; or build"
                                + " QEMU with libmpathpersist")
                : ok(
                        POLICY,
                        "reservations and I/O take the same path",
                        "no file sets a path_grouping_policy other than failover; arrays that multipathd knows may have"
                                + " another: multipathd show config local");
    }

    private static Finding keys(MultipathConf conf) {
        return conf.everywhere("reservation_key").isEmpty()
                ? warning(
                        KEYS,
                        "multipathd may refuse guests' reservations",
                        "libmpathpersist wants to know each LUN's key, and guests choose theirs",
                        "Set reservation_key file in the section defaults of /etc/multipath.conf, then: multipathd"
                                + " reconfigure")
                : ok(KEYS, "multipathd keeps guests' keys", "reservation_key is set");
    }
}

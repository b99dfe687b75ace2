package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.problem;
import static io.lunette.usecase.doctor.Finding.unknown;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.usecase.doctor.MultipathConf.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What multipathd does with LUNs on their way to guests, as far as its files say (multipath.conf(5); defaults of
 * multipath-tools 0.9). What multipathd brings along for known arrays stands in no file.
 */
final class MultipathSettings implements Check {
    private static final String FILES = "multipath.files";
    private static final String NAMES = "multipath.names";
    private static final String RETRY = "multipath.no_path_retry";
    private static final String FINDING = "multipath.find_multipaths";
    private static final String SHOW = "multipathd show config local";
    private static final String FILE = "/etc/multipath.conf";
    private static final String RELOAD = ", then: multipathd reconfigure";
    private static final Set<String> YES = Set.of("yes", "1", "on");

    @Override
    public List<Finding> judge(HostFacts facts) {
        if (!facts.isOnBlockPath()) {
            return List.of(
                    ok(FILES, "multipath does not come into it", "the host's servers get their LUNs over the network"));
        }
        return switch (facts.multipath()) {
            case Outcome.Failed<List<String>>(Failure failure) -> List.of(untold(FILES, failure, SHOW));
            case Outcome.Done<List<String>>(List<String> texts) -> judge(texts);
        };
    }

    private static List<Finding> judge(List<String> texts) {
        MultipathConf conf = MultipathConf.parse(texts);
        List<Finding> findings = new ArrayList<>();
        findings.add(files(texts, conf));
        findings.add(names(conf));
        findings.add(retry(conf));
        findings.add(finding(conf));
        findings.add(unknown(
                "multipath.running",
                "it is not known what multipathd really does",
                "its own table of arrays, and whether it runs and has read its files, cannot be seen through libvirt",
                SHOW + "; multipath -ll"));
        return findings;
    }

    private static Finding files(List<String> texts, MultipathConf conf) {
        if (texts.isEmpty()) {
            return ok(FILES, "there is no " + FILE, "multipathd's defaults hold");
        }
        return conf.mistakes().isEmpty()
                ? ok(FILES, "multipathd's files were read", texts.size() + " of them")
                : warning(
                        FILES,
                        "multipathd's files have lines that it does not take",
                        String.join("; ", conf.mistakes().stream().limit(3).toList()),
                        "Correct them in " + FILE + RELOAD);
    }

    private static Finding names(MultipathConf conf) {
        List<String> aliases = conf.each("multipaths", "multipath").stream()
                .flatMap(lun -> lun.value("alias").stream())
                .toList();
        if (conf.everywhere("user_friendly_names").stream().anyMatch(YES::contains)) {
            return problem(
                    NAMES,
                    "LUNs are called mpatha, mpathb ...",
                    "user_friendly_names gives one LUN another name on each host; Lunette looks for /dev/mapper/3<wwid>",
                    "Set user_friendly_names no in " + FILE + RELOAD);
        }
        return aliases.isEmpty()
                ? ok(NAMES, "LUNs are called by their WWIDs", "neither user_friendly_names nor an alias is set")
                : problem(
                        NAMES,
                        "LUNs are called " + String.join(", ", aliases),
                        "an alias hides the WWID by which Lunette looks for /dev/mapper/3<wwid>",
                        "Remove alias from the section multipaths in " + FILE + RELOAD);
    }

    private static Finding retry(MultipathConf conf) {
        List<String> values = conf.everywhere("no_path_retry");
        boolean queues = values.contains("queue")
                || conf.everywhere("features").stream().anyMatch(features -> features.contains("queue_if_no_path"));
        if (queues) {
            return warning(
                    RETRY,
                    "guests freeze for as long as a LUN has no path",
                    "I/O is queued for ever: the guest does not see it, nobody can detach the LUN, and a cluster's"
                            + " fencing waits too",
                    "Set no_path_retry 12 (a minute, at an interval of 5 s) in " + FILE + RELOAD);
        }
        boolean fails = values.isEmpty() || values.contains("fail") || values.contains("0");
        return fails
                ? ok(
                        RETRY,
                        "a LUN without a path fails at once",
                        "no_path_retry is "
                                + (values.isEmpty()
                                        ? "not set, which means fail (but for arrays that multipathd knows)"
                                        : "fail")
                                + ": right for clusters that fence; else no_path_retry 12 bears a minute")
                : ok(
                        RETRY,
                        "a LUN without a path fails after a while",
                        "no_path_retry is " + String.join(", ", values) + " looks at the paths");
    }

    private static Finding finding(MultipathConf conf) {
        String value = conf.general("find_multipaths").orElse("strict");
        return value.equals("strict")
                ? warning(
                        FINDING,
                        "a new LUN becomes no multipath device by itself",
                        "find_multipaths is strict, the default: only LUNs in /etc/multipath/wwids are taken",
                        "Set find_multipaths yes in " + FILE + RELOAD + "; or for one LUN: multipath -a /dev/sdX;"
                                + " multipath -r")
                : ok(FINDING, "a new LUN becomes a multipath device by itself", "find_multipaths is " + value);
    }

    /** Whether reservations must reach several paths at once: every way in which multibus can be set. */
    static boolean spreadsOverPaths(MultipathConf conf) {
        return Stream.concat(
                        conf.general("path_grouping_policy").stream(),
                        Stream.concat(
                                        conf.each("devices", "device").stream(),
                                        conf.each("multipaths", "multipath").stream())
                                .flatMap((Section section) -> section.value("path_grouping_policy").stream()))
                .anyMatch(policy -> !policy.equals("failover"));
    }
}

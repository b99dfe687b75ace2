package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.problem;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under what name the kernel of a host logs in to targets (open-iscsi's initiatorname.iscsi). Two machines of one name are
 * one to the array: it ends the session of the one when the other logs in, and takes their reservations for each other's.
 *
 * @param files the text of each host's file, empty where there is none
 */
record InitiatorNames(Map<HostName, Outcome<Optional<String>>> files) {
    static final String FOLDER = "/etc/iscsi";
    static final String FILE = "initiatorname.iscsi";

    private static final String CODE = "initiator.name";
    private static final Pattern NAME = Pattern.compile("(?m)^\\s*InitiatorName\\s*=\\s*(\\S+)\\s*$");
    private static final String RENAME =
            "echo InitiatorName=$(iscsi-iname) > " + FOLDER + "/" + FILE + " on one of them, and restart iscsid there";

    InitiatorNames {
        files = Map.copyOf(files);
    }

    Finding judge(HostName host) {
        return switch (files.get(host)) {
            case null -> throw new IllegalArgumentException("no file of " + host);
            case Outcome.Failed<Optional<String>>(Failure failure) ->
                untold(CODE, failure, "cat " + FOLDER + "/" + FILE);
            case Outcome.Done<Optional<String>>(Optional<String> text) ->
                text.map(file -> judge(host, file))
                        .orElseGet(() -> ok(
                                CODE,
                                "the host has no iSCSI initiator of its own",
                                "there is no " + FOLDER + "/" + FILE
                                        + "; on the network path each server logs in by a name of its own"));
        };
    }

    private Finding judge(HostName host, String file) {
        Optional<String> name = name(file);
        if (name.isEmpty()) {
            return warning(
                    CODE,
                    "the host's iSCSI initiator has no name",
                    FOLDER + "/" + FILE + " has none; some systems make one when iscsid first starts",
                    "systemctl start iscsid, or: echo InitiatorName=$(iscsi-iname) > " + FOLDER + "/" + FILE);
        }
        List<HostName> others = files.keySet().stream()
                .filter(other -> !other.equals(host) && nameOf(other).equals(name))
                .sorted((one, two) -> one.text().compareTo(two.text()))
                .toList();
        return others.isEmpty()
                ? ok(CODE, "the host's initiator is " + name.get(), "no other host has that name")
                : problem(
                        CODE,
                        "hosts have one initiator name",
                        name.get() + " is also that of "
                                + String.join(
                                        ", ",
                                        others.stream().map(HostName::text).toList())
                                + ": to an array they are one, and reservations do not fence them",
                        RENAME);
    }

    private Optional<String> nameOf(HostName host) {
        return files.get(host) instanceof Outcome.Done<Optional<String>>(Optional<String> text)
                ? text.flatMap(InitiatorNames::name)
                : Optional.empty();
    }

    private static Optional<String> name(String file) {
        Matcher matcher = NAME.matcher(file);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

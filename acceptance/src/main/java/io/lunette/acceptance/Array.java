package io.lunette.acceptance;

import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Portal;
import io.lunette.model.ReservationKey;
import io.lunette.server.iscsi.probe.IscsiProbe;
import io.lunette.server.iscsi.probe.IscsiReservations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the target itself says, asked of tgtd by its own tool and on the wire, past Lunette. */
public final class Array {
    private static final ChapAccount OWN_ACCOUNT =
            new ChapAccount("acceptance-test", new ChapSecret("looks-past-lunette"));

    private Array() {}

    /** What the target was given to answer for a volume's LUN. */
    public record Given(String vendor, String product, String serial, String naa) {}

    public static Given given(Lab lab, String volume) {
        String identity = tgtadm(lab);
        Matcher target = Pattern.compile("Target \\d+: \\S*" + volume + "\\n(.*?)(?=\\nTarget |\\z)", Pattern.DOTALL)
                .matcher(identity);
        if (!target.find()) {
            throw new AssertionError("tgtd knows no target of volume " + volume + "\n" + identity);
        }
        Matcher lun = Pattern.compile("LUN: 1\\n.*?SCSI ID: *naa\\.([0-9a-f]{32}).*?SCSI SN: *(\\S+)", Pattern.DOTALL)
                .matcher(target.group(1));
        if (!lun.find()) {
            throw new AssertionError("the target of volume " + volume + " has no LUN 1\n" + target.group(1));
        }
        return new Given("LUNETTE", "PASSTHROUGH LUN", lun.group(2), lun.group(1));
    }

    public static String naa(Lab lab, String volume) {
        return given(lab, volume).naa();
    }

    private static String tgtadm(Lab lab) {
        return Command.run("tgtadm", "-C", "" + lab.controlPort(), "--lld", "iscsi", "--op", "show", "--mode", "target")
                .must();
    }

    public static List<String> targets(Lab lab) {
        return tgtadm(lab).lines().filter(line -> line.startsWith("Target ")).toList();
    }

    /** The initiators that have a session with a volume's target now, sorted. */
    public static List<String> connectedTo(Lab lab, String volume) {
        Matcher target = Pattern.compile("Target \\d+: \\S*" + volume + "\\n(.*?)LUN information:", Pattern.DOTALL)
                .matcher(tgtadm(lab));
        return target.find()
                ? Pattern.compile("Initiator: (\\S+)")
                        .matcher(target.group(1))
                        .results()
                        .map(found -> found.group(1))
                        .sorted()
                        .toList()
                : List.of();
    }

    /** The initiators that a volume's target lets in. */
    public static List<String> exposedTo(Lab lab, String volume) {
        return section(lab, volume, "ACL information:", "");
    }

    /** The persistent reservation keys that the target has for a LUN, read under the name of a server that sees it. */
    public static List<String> registeredKeys(Lab lab, String volume, String server) {
        Connection.Network path =
                new Connection.Network(new Portal("127.0.0.1", lab.portalPort()), target(lab, volume), 1);
        Iqn initiator = exposedTo(lab, volume).stream()
                .filter(name -> name.contains(server))
                .map(name -> Iqn.parse(name).get())
                .findFirst()
                .orElseThrow();
        String number = number(lab, volume);
        // An account of the test's own, the last one of the target and gone before Lunette does anything there.
        account(
                lab,
                "new",
                "--user",
                OWN_ACCOUNT.user(),
                "--password",
                OWN_ACCOUNT.secret().text());
        account(lab, "bind", "--tid", number, "--user", OWN_ACCOUNT.user());
        try (IscsiProbe probe = IscsiProbe.load().get()) {
            return new IscsiReservations(probe)
                    .read(path, Login.of(initiator).with(OWN_ACCOUNT)).get().registered().keys().stream()
                            .map(ReservationKey::toString)
                            .toList();
        } finally {
            account(lab, "unbind", "--tid", number, "--user", OWN_ACCOUNT.user());
            account(lab, "delete", "--user", OWN_ACCOUNT.user());
        }
    }

    private static void account(Lab lab, String operation, String... what) {
        List<String> words = new ArrayList<>(List.of(
                "tgtadm", "-C", "" + lab.controlPort(), "--lld", "iscsi", "--op", operation, "--mode", "account"));
        words.addAll(List.of(what));
        Command.run(words.toArray(String[]::new)).must();
    }

    /** The users of the CHAP accounts that a volume's target asks for. */
    public static List<String> accounts(Lab lab, String volume) {
        return section(lab, volume, "Account information:", "ACL information:");
    }

    /** The users of all CHAP accounts that the target has, bound or not. */
    public static List<String> allAccounts(Lab lab) {
        return Command.run(
                        "tgtadm", "-C", "" + lab.controlPort(), "--lld", "iscsi", "--op", "show", "--mode", "account")
                .must()
                .lines()
                .filter(line -> line.startsWith(" "))
                .map(String::strip)
                .sorted()
                .toList();
    }

    private static List<String> section(Lab lab, String volume, String from, String to) {
        List<String> entries = new ArrayList<>();
        boolean inTarget = false;
        boolean inSection = false;
        for (String line : tgtadm(lab).lines().toList()) {
            if (line.startsWith("Target ")) {
                inTarget = line.contains(volume);
                inSection = false;
            } else if (line.strip().equals(from)) {
                inSection = true;
            } else if (line.strip().equals(to)) {
                inSection = false;
            } else if (inTarget && inSection && !line.isBlank()) {
                entries.add(line.strip());
            }
        }
        return entries;
    }

    private static String number(Lab lab, String volume) {
        return targets(lab).stream()
                .filter(line -> line.endsWith(volume))
                .map(line -> line.replaceAll("^Target (\\d+):.*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    private static Iqn target(Lab lab, String volume) {
        return targets(lab).stream()
                .filter(line -> line.endsWith(volume))
                .map(line -> Iqn.parse(line.replaceFirst("Target \\d+: ", "")).get())
                .findFirst()
                .orElseThrow();
    }
}

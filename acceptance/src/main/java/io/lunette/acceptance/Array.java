package io.lunette.acceptance;

import io.lunette.model.Connection;
import io.lunette.model.Iqn;
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
        List<String> names = new ArrayList<>();
        boolean inTarget = false;
        boolean inAcl = false;
        for (String line : tgtadm(lab).lines().toList()) {
            if (line.startsWith("Target ")) {
                inTarget = line.contains(volume);
                inAcl = false;
            } else if (line.strip().startsWith("ACL information:")) {
                inAcl = true;
            } else if (inTarget && inAcl && !line.isBlank()) {
                names.add(line.strip());
            }
        }
        return names;
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
        try (IscsiProbe probe = IscsiProbe.load().get()) {
            return new IscsiReservations(probe)
                    .read(path, initiator).get().registered().keys().stream()
                            .map(ReservationKey::toString)
                            .toList();
        }
    }

    private static Iqn target(Lab lab, String volume) {
        return targets(lab).stream()
                .filter(line -> line.endsWith(volume))
                .map(line -> Iqn.parse(line.replaceFirst("Target \\d+: ", "")).get())
                .findFirst()
                .orElseThrow();
    }
}

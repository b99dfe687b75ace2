package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.Array;
import io.lunette.acceptance.Command;
import io.lunette.acceptance.Guest;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * libiscsi's conformance suite, all of its SCSI tests with those that destroy data: straight at a LUN of Lunette's target, and
 * in a guest at another such LUN that is passed through. Each test's two results become docs/conformance.md.
 */
public final class ConformanceBench {
    private static final Duration SERVER = Duration.ofMinutes(1);
    private static final String FAMILY = "SCSI";
    static final int SUITE_SECONDS = 50;
    private static final List<String> INITIATORS =
            List.of("iqn.2026-11.io.lunette.bench:cu1", "iqn.2026-11.io.lunette.bench:cu2");

    private ConformanceBench() {}

    public static void main(String[] arguments) throws IOException {
        List<String> suites = suites();
        ConformanceResults straight = new ConformanceResults();
        ConformanceResults inGuest = new ConformanceResults();
        String largestKib;
        try (Lab lab = Lab.start()) {
            Api api = lab.connect(Api::as);
            String url = straightAt(lab, api.volume("straight", 1, true));
            for (String suite : suites) {
                straight.take(suite, run(suite, url));
            }
            System.out.println("straight at the target: " + straight.summary());
            String volume = api.volume("passthrough", 1, true);
            try (Guest guest = guest(lab, volume)) {
                String disk = guest.diskWith(Array.naa(lab, volume)).name();
                largestKib = guest.run("cat /sys/block/" + disk + "/queue/max_hw_sectors_kb")
                        .must()
                        .strip();
                String device = genericDevice(guest, disk);
                for (String suite : suites) {
                    inGuest.take(suite, run(guest, suite, device));
                }
            }
            System.out.println("in the guest:           " + inGuest.summary());
        }
        ConformanceTable table = new ConformanceTable(straight, inGuest, largestKib);
        Files.writeString(Lab.home("docs/conformance.md"), table.markdown());
        table.unexplained().forEach(test -> System.out.println("not explained: " + test));
        System.exit(table.unexplained().isEmpty() ? 0 : 1);
    }

    private static List<String> suites() {
        return Command.run("iscsi-test-cu", "--list")
                .must()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches(FAMILY + "\\.[^.]+"))
                .map(line -> line.substring(FAMILY.length() + 1))
                .toList();
    }

    /** Lets the suite's two initiators see the LUN past Lunette; its URL. */
    private static String straightAt(Lab lab, String volume) {
        String target = lab.targets().stream()
                .filter(name -> name.endsWith(volume))
                .findFirst()
                .orElseThrow();
        INITIATORS.forEach(initiator -> lab.bind(target, initiator, true));
        return "iscsi://127.0.0.1:" + lab.portalPort() + "/" + target + "/1";
    }

    private static String run(String suite, String url) {
        Command.Result result = Command.run(
                Map.of(),
                List.of(
                        "timeout",
                        "" + SUITE_SECONDS,
                        "iscsi-test-cu",
                        "-d",
                        "-i",
                        INITIATORS.getFirst(),
                        "-I",
                        INITIATORS.getLast(),
                        "-t",
                        FAMILY + "." + suite,
                        url));
        return result.out();
    }

    private static Guest guest(Lab lab, String volume) {
        Path image = Lab.guestImage();
        Command.run(
                        Lab.home("guest/with-iscsi-test-cu.sh").toString(),
                        image.resolveSibling("").toString())
                .must();
        Stock stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest", image.resolveSibling("guest-conformance.img"), List.of("hw_scsi_model=lsilogic"));
        lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest", "conformance")
                .must();
        String server = stock.awaitServer("conformance", "ACTIVE", SERVER);
        Guest guest = Guest.of(lab, server);
        lab.connect(Api::as).attach(server, volume);
        return guest;
    }

    private static String genericDevice(Guest guest, String disk) {
        return "/dev/"
                + guest.run("ls /sys/block/" + disk + "/device/scsi_generic")
                        .must()
                        .strip();
    }

    private static String run(Guest guest, String suite, String device) {
        return guest.run("timeout " + SUITE_SECONDS + " iscsi-test-cu -d -t " + FAMILY + "." + suite + " " + device
                        + " 2>/dev/null | grep -aE 'Test: |SKIPPED|FAILED|passed'")
                .text();
    }
}

package io.lunette.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.acceptance.Api;
import io.lunette.acceptance.Command;
import io.lunette.acceptance.Domain;
import io.lunette.acceptance.Guest;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.Stock;
import io.lunette.domainxml.ControllerSpec;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/**
 * What an attach through the API costs beside the libvirt calls that it cannot do without: on a booted guest, pairs of the
 * two in turn, through the same binding, with the same XML. Raw libvirt has its LUN exposed beforehand, and looks at
 * nothing; ours exposes it, reads its identity, reads the XML back, and keeps books. Ours ends with the answer, which says
 * that the LUN is there.
 */
public final class AttachBench {
    private static final int PAIRS = Integer.getInteger("lunette.bench.pairs", 50);

    /** Not counted: a service runs for months, and its first attaches are made by an interpreter. */
    private static final int WARM_UP = Integer.getInteger("lunette.bench.warm-up", 30);

    private final Lab lab;
    private final Api api;
    private final Connect libvirt;

    private AttachBench(Lab lab, Api api, Connect libvirt) {
        this.lab = lab;
        this.api = api;
        this.libvirt = libvirt;
    }

    public static void main(String[] arguments) throws LibvirtException {
        System.out.println("before: " + Machine.load());
        try (Lab lab = Lab.start()) {
            Connect libvirt = new Connect("qemu:///system");
            new AttachBench(lab, lab.connect(Api::as), libvirt).run();
            libvirt.close();
        }
        System.out.println("after:  " + Machine.load());
    }

    private void run() {
        Stock stock = new Stock(lab);
        stock.flavor("tiny", 256);
        stock.image("guest", Lab.guestImage(), List.of());
        stock.image("guest-lsi", Lab.guestImage(), List.of("hw_scsi_model=lsilogic"));
        String root =
                stock.volume("root", "--image", "guest", "--size", "1", "--property", "hw_scsi_model=virtio-scsi");
        String ours = api.volume("ours", 1, true);
        String raw = api.volume("raw", 1, true);

        String present = api.server("present", api.flavor("tiny"), root);
        Guest.of(lab, present).close();
        series("controller present", present, ours, raw, Optional.empty(), "sdc", new ScsiAddress(0, 0, 9, 0));
        api.delete("/compute/v2.1/servers/" + present);

        lab.client("openstack", "server", "create", "--flavor", "tiny", "--image", "guest-lsi", "absent")
                .must();
        String absent = stock.awaitServer("absent", "ACTIVE", Duration.ofMinutes(1));
        Guest.of(lab, absent).close();
        series(
                "controller absent",
                absent,
                ours,
                raw,
                Optional.of(controllerWithIoThread(absent)),
                "sdc",
                new ScsiAddress(1, 0, 0, 0));
    }

    /**
     * What Lunette makes, but for the iothread's number: this one is there before the series begins, so that the raw
     * calls do not pay for it, while each of our attaches adds one.
     */
    private static ControllerSpec controllerWithIoThread(String server) {
        int thread = 1;
        Command.run("virsh", "iothreadadd", server, "" + thread, "--live", "--config")
                .must();
        return ControllerSpec.at(1, ScsiModel.VIRTIO_SCSI)
                .with(new ControllerSpec.Driver(Optional.of(thread), Optional.of(1)));
    }

    private void series(
            String name,
            String server,
            String ours,
            String raw,
            Optional<ControllerSpec> controller,
            String target,
            ScsiAddress address) {
        Figures through = new Figures("attach through the API");
        Figures without = new Figures("the same by raw libvirt calls");
        Figures detachThrough = new Figures("detach through the API");
        Figures detachWithout = new Figures("detach of the disk by raw libvirt");
        Map<String, Figures> parts = new LinkedHashMap<>();
        RawDisk calls = new RawDisk(lab, libvirt, server, raw, controller, target, address);
        calls.bind(true);
        for (int i = -WARM_UP; i < PAIRS; i++) {
            boolean counts = i >= 0;
            Instant asked = Instant.now();
            long start = System.nanoTime();
            api.attachAndAnswer(server, ours);
            long attached = System.nanoTime();
            api.awaitVolume(ours, "in-use");
            if (counts) {
                through.add(attached - start);
                steps(server, asked, asked.plusNanos(attached - start), parts);
            }
            long detaching = System.nanoTime();
            api.detach(server, ours);
            if (counts) {
                detachThrough.add(System.nanoTime() - detaching);
            }
            controller.ifPresent(added -> awaitNoController(server, added.index()));
            start = System.nanoTime();
            calls.attach();
            if (counts) {
                without.add(System.nanoTime() - start);
            }
            detaching = System.nanoTime();
            calls.detachDisk();
            if (counts) {
                detachWithout.add(System.nanoTime() - detaching);
            }
            calls.detachController();
            controller.ifPresent(added -> awaitNoController(server, added.index()));
        }
        calls.bind(false);
        System.out.println("\n" + name + ", " + PAIRS + " pairs after " + WARM_UP + " to warm up, " + Machine.load());
        System.out.println("  " + through);
        System.out.println("  " + without);
        System.out.printf(Locale.ROOT, "  ratio of the medians %.2f%n", through.median() / without.median());
        System.out.println("  " + detachThrough);
        System.out.println("  " + detachWithout);
        System.out.println("  within ours:");
        parts.values().forEach(part -> System.out.println("    " + part));
    }

    private static void awaitNoController(String server, int index) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (Domain.live(server).scsiControllers().stream().anyMatch(c -> c.startsWith(index + ":"))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("controller " + index + " of " + server + " does not go");
            }
        }
    }

    /** How long each step of the last attach took, as the server's own actions tell, and what lay around them. */
    private void steps(String server, Instant asked, Instant seen, Map<String, Figures> parts) {
        String actions = "/compute/v2.1/servers/" + server + "/os-instance-actions";
        String request = api.get(actions).at("/instanceActions/0/request_id").asText();
        Instant last = asked;
        String between = "(the request, turn, planning, first transaction)";
        List<JsonNode> events = new ArrayList<>();
        api.get(actions + "/" + request).at("/instanceAction/events").forEach(events::add);
        // The newest comes first.
        for (JsonNode event : events.reversed()) {
            String step = event.path("event")
                    .asText()
                    .replaceAll("[ _](LUN )?(iqn|naa)\\..*", "")
                    .replaceAll(" sd.*", "");
            Instant started = instant(event.path("start_time"));
            Instant finished = instant(event.path("finish_time"));
            part(parts, between, last, started);
            part(parts, step, started, finished);
            last = finished;
            between = "(between steps)";
        }
        part(parts, "(last transaction, the answer)", last, seen);
    }

    private static Instant instant(JsonNode time) {
        return LocalDateTime.parse(time.asText()).toInstant(ZoneOffset.UTC);
    }

    private static void part(Map<String, Figures> parts, String name, Instant from, Instant to) {
        parts.computeIfAbsent(name, Figures::new).add(Duration.between(from, to).toNanos());
    }
}

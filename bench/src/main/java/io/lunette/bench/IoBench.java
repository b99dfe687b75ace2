package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.Command;
import io.lunette.acceptance.Guest;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.Waiting;
import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.model.ScsiModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * fio in one guest on one LUN, which it sees twice: on a controller as Lunette makes it, with an iothread and a queue for
 * each vCPU, and on one as libvirt makes it. The two take turns.
 */
public final class IoBench {
    private static final String NAME = "lunette-bench-io";
    private static final int VCPUS = 2;
    private static final Duration DISKS = Duration.ofMinutes(1);
    private static final int ROUNDS = Integer.getInteger("lunette.bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("lunette.bench.seconds", 4);
    private static final int IO_THREAD = ControllerSpec.ioThreadOf(0);

    private enum Workload {
        READ_4K("4k random reads", "--rw=randread --bs=4k"),
        WRITE_4K("4k random writes", "--rw=randwrite --bs=4k"),
        READ_128K("128k reads in a row", "--rw=read --bs=128k");

        private final String title;
        private final String options;

        Workload(String title, String options) {
            this.title = title;
            this.options = options;
        }
    }

    private final Guest guest;

    private IoBench(Guest guest) {
        this.guest = guest;
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println("before: " + Machine.load());
        try (Lab lab = Lab.start()) {
            String volume = lab.connect(Api::as).volume("lun", 1, true);
            define(lab, volume);
            Command.run("virsh", "start", NAME).must();
            try (Guest guest = Guest.of(lab, NAME)) {
                new IoBench(guest).run();
            }
        }
        System.out.println("after:  " + Machine.load());
    }

    private static void define(Lab lab, String volume) throws IOException {
        Path kernel = Lab.guestImage().resolveSibling("vmlinuz");
        Command.run(
                        Lab.home("guest/with-fio.sh").toString(),
                        kernel.resolveSibling("").toString())
                .must();
        Path folder = Files.createDirectories(lab.consoleLog(NAME).resolveSibling(""));
        for (String file : List.of("vmlinuz", "initrd-fio.gz")) {
            Files.copy(kernel.resolveSibling(file), folder.resolve(file));
        }
        String target = lab.targets().stream()
                .filter(name -> name.endsWith(volume))
                .findFirst()
                .orElseThrow();
        Path xml = Files.createTempFile("lunette-bench", ".xml");
        Files.writeString(xml, Xml.pretty(domain(lab, folder, target)));
        for (int controller = 0; controller < 2; controller++) {
            lab.bind(target, initiator(controller), true);
        }
        Command.run("virsh", "define", xml.toString()).must();
        Files.delete(xml);
    }

    private static Element domain(Lab lab, Path folder, String target) {
        return Tree.build(
                "domain",
                domain -> domain.attribute("type", "qemu")
                        .text("name", NAME)
                        .child(
                                "memory",
                                memory -> memory.attribute("unit", "MiB").content(768))
                        .text("vcpu", VCPUS)
                        .text("iothreads", 1)
                        .child("iothreadids", ids -> ids.child("iothread", thread -> thread.attribute("id", IO_THREAD)))
                        .child(
                                "os",
                                os -> os.child(
                                                "type",
                                                type -> type.attribute("machine", "q35")
                                                        .content("hvm"))
                                        .text("kernel", folder.resolve("vmlinuz"))
                                        .text("initrd", folder.resolve("initrd-fio.gz"))
                                        .text("cmdline", "console=ttyS0,115200n8 quiet mitigations=off"))
                        .child("features", features -> features.child("acpi"))
                        .child("devices", devices -> {
                            devices.append(ControllerSpec.at(0, ScsiModel.VIRTIO_SCSI)
                                            .with(new ControllerSpec.Driver(Optional.of(IO_THREAD), Optional.of(VCPUS)))
                                            .toXml())
                                    .append(ControllerSpec.at(1, ScsiModel.VIRTIO_SCSI)
                                            .toXml())
                                    .child(
                                            "controller",
                                            usb -> usb.attribute("type", "usb").attribute("model", "none"))
                                    .append(disk(target, 0))
                                    .append(disk(target, 1));
                            devices.child(
                                    "serial",
                                    serial -> serial.attribute("type", "pty")
                                            .child(
                                                    "log",
                                                    log -> log.attribute("file", lab.consoleLog(NAME))
                                                            .attribute("append", "off")));
                            devices.child("memballoon", balloon -> balloon.attribute("model", "none"));
                        }));
    }

    private static String initiator(int controller) {
        return "iqn.2026-11.io.lunette.bench:io" + controller;
    }

    private static Element disk(String target, int controller) {
        return Tree.build(
                "disk",
                disk -> disk.attribute("type", "network")
                        .attribute("device", "lun")
                        .child(
                                "driver",
                                driver -> driver.attribute("name", "qemu")
                                        .attribute("type", "raw")
                                        .attribute("cache", "none"))
                        .child(
                                "source",
                                source -> source.attribute("protocol", "iscsi")
                                        .attribute("name", target + "/1")
                                        .child(
                                                "host",
                                                host -> host.attribute("name", "127.0.0.1")
                                                        .attribute("port", Lab.PORTAL_PORT))
                                        .child(
                                                "initiator",
                                                us -> us.child(
                                                        "iqn", iqn -> iqn.attribute("name", initiator(controller)))))
                        .child(
                                "target",
                                name -> name.attribute("dev", controller == 0 ? "sda" : "sdb")
                                        .attribute("bus", "scsi"))
                        .child("shareable")
                        .child(
                                "address",
                                address -> address.attribute("type", "drive")
                                        .attribute("controller", controller)
                                        .attribute("bus", 0)
                                        .attribute("target", controller)
                                        .attribute("unit", 0)));
    }

    /** Target numbers tell the two apart: the guest's names need not follow ours. It may tell of them after it is up. */
    private String device(int target) {
        return Waiting.until(
                "a disk of target " + target,
                DISKS,
                () -> guest.disks().stream()
                        .filter(disk -> disk.hctl().split(":", -1)[2].equals("" + target))
                        .map(Guest.Disk::name)
                        .findFirst());
    }

    private void run() {
        String ours = device(0);
        String plain = device(1);
        System.out.println(guest.run("fio --version").must().strip() + ", " + VCPUS + " vCPUs, emulated (TCG); "
                + ROUNDS + " rounds of " + SECONDS + " s each");
        for (Workload workload : Workload.values()) {
            List<Double> with = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                with.add(perSecond(workload, ours));
                without.add(perSecond(workload, plain));
            }
            System.out.printf(
                    "%-20s %8.0f/s with iothread and queues, %8.0f/s without: %.2f times%n",
                    workload.title, median(with), median(without), median(with) / median(without));
        }
    }

    private double perSecond(Workload workload, String device) {
        String line = guest.run("fio --name=bench --thread --minimal --filename=/dev/" + device
                        + " --direct=1 --ioengine=libaio --iodepth=16 --numjobs=" + VCPUS
                        + " --group_reporting --time_based --runtime=" + SECONDS + " " + workload.options
                        + " 2>/tmp/fio.err || cat /tmp/fio.err")
                .must();
        // fio's manual, "Terse output", version 3: fields 8 and 49 are the reads and writes a second.
        String[] fields = line.strip().split(";", -1);
        if (fields.length < 49) {
            throw new IllegalStateException("fio said: " + line);
        }
        return Double.parseDouble(fields[7]) + Double.parseDouble(fields[48]);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}

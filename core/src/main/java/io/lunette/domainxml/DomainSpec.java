package io.lunette.domainxml;

import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Server;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A domain to be defined: a server with its controllers and disks on a host of these abilities.
 *
 * @param tags what their owner calls some of the disks
 * @param sparePciPorts pcie-root-ports left free for devices that come later; only q35 needs them. Beside them q35 gets a
 *     bridge with 31 slots for conventional PCI devices.
 */
public record DomainSpec(
        Server server,
        HostTraits host,
        List<ControllerSpec> controllers,
        List<DiskSpec> disks,
        List<DiskTag> tags,
        int sparePciPorts) {

    /** Marks a domain as Lunette's. */
    public static final String NAMESPACE = "urn:io.lunette:domain:1";

    /** What takes a port beside controllers and virtio disks: balloon, random number generator, bridge. */
    private static final int FIXED_EXPRESS_DEVICES = 3;

    private static final int SATA_PORTS = 6;

    /** What a disk's owner calls it; the disk is known by its alias. */
    public record DiskTag(String alias, String tag) {}

    /**
     * What the writer must know of the host.
     *
     * @param virtType {@code kvm} or {@code qemu}
     * @param machine libvirt's machine type, {@code q35} or {@code pc} or a versioned one
     * @param consoleLog where the host keeps this server's console log
     */
    public record HostTraits(String virtType, String emulator, String architecture, String machine, String consoleLog) {
        boolean hasPcieRootPorts() {
            return machine.contains("q35");
        }
    }

    public DomainSpec {
        controllers = List.copyOf(controllers);
        disks = List.copyOf(disks);
        tags = List.copyOf(tags);
    }

    /** A server none of whose disks has a tag. */
    public DomainSpec(
            Server server, HostTraits host, List<ControllerSpec> controllers, List<DiskSpec> disks, int sparePciPorts) {
        this(server, host, controllers, disks, List.of(), sparePciPorts);
    }

    public static String domainName(Server server) {
        return "lunette-" + server.id();
    }

    /** The whole domain, once it is known where each disk's source is. */
    public Element toXml(Function<DiskSource, DiskLocation> locations) {
        return Tree.build("domain", domain -> {
            domain.attribute("type", host.virtType());
            domain.text("name", domainName(server)).text("uuid", server.id());
            domain.child("metadata", metadata -> metadata.append(ServerMark.of(server, tags)));
            domain.child(
                    "memory",
                    m -> m.attribute("unit", "MiB").content(server.flavor().ramMiB()));
            domain.text("vcpu", server.flavor().vcpus());
            ioThreads(domain);
            domain.child(
                    "os",
                    os -> os.child(
                            "type",
                            type -> type.attribute("arch", host.architecture())
                                    .attribute("machine", host.machine())
                                    .content("hvm")));
            // Without ACPI a pc domain refuses every hot-plug.
            domain.child("features", features -> features.child("acpi").child("apic"));
            domain.child("cpu", GuestCpu.of(host.virtType()));
            domain.child("clock", clock -> clock.attribute("offset", "utc"));
            // A server is started by Lunette alone, after it has looked at each LUN's identity.
            domain.text("on_poweroff", "destroy").text("on_reboot", "restart").text("on_crash", "destroy");
            domain.child("devices", devices -> devices(devices, locations));
        });
    }

    private void ioThreads(Tree domain) {
        List<Integer> numbers = controllers.stream()
                .flatMap(controller -> controller.ioThread().stream())
                .toList();
        if (!numbers.isEmpty()) {
            domain.text("iothreads", numbers.size());
            domain.child(
                    "iothreadids",
                    ids -> numbers.forEach(number -> ids.child("iothread", thread -> thread.attribute("id", number))));
        }
    }

    private void devices(Tree devices, Function<DiskSource, DiskLocation> locations) {
        devices.text("emulator", host.emulator());
        controllers.forEach(controller -> devices.append(controller.toXml()));
        devices.child(
                "controller", usb -> usb.attribute("type", "usb").attribute("model", hasUsb() ? "qemu-xhci" : "none"));
        if (host.hasPcieRootPorts()) {
            pciPorts(devices);
        }
        disks.forEach(disk -> devices.append(disk.toXml(locations.apply(disk.source()))));
        devices.child(
                "serial",
                serial -> serial.attribute("type", "pty")
                        .child(
                                "log",
                                log -> log.attribute("file", host.consoleLog()).attribute("append", "off"))
                        .child("target", port -> port.attribute("port", 0)));
        // On a socket of libvirt's own: reachable through libvirt (virt-viewer), not over TCP.
        devices.child(
                "graphics",
                vnc -> vnc.attribute("type", "vnc").child("listen", listen -> listen.attribute("type", "socket")));
        devices.child("video", video -> video.child("model", model -> model.attribute("type", "vga")));
        devices.child("memballoon", balloon -> balloon.attribute("model", "virtio"));
        devices.child(
                "rng",
                rng -> rng.attribute("model", "virtio")
                        .child(
                                "backend",
                                backend -> backend.attribute("model", "random").content("/dev/urandom")));
    }

    private void pciPorts(Tree devices) {
        devices.child(
                "controller",
                root -> root.attribute("type", "pci").attribute("index", 0).attribute("model", "pcie-root"));
        int ports = expressDevices() + sparePciPorts;
        for (int index = 1; index <= ports; index++) {
            pciController(devices, index, "pcie-root-port");
        }
        // Most SCSI controllers are conventional PCI devices: without it none of those could be plugged in later.
        pciController(devices, ports + 1, "pcie-to-pci-bridge");
    }

    private static void pciController(Tree devices, int index, String model) {
        devices.child(
                "controller",
                controller -> controller
                        .attribute("type", "pci")
                        .attribute("index", index)
                        .attribute("model", model));
    }

    private int expressDevices() {
        long scsi = controllers.stream()
                .filter(controller -> controller.model().isExpress())
                .count();
        // The board has one SATA controller of its own.
        long sata = Math.max(0, (on(DiskBus.SATA).count() - 1) / SATA_PORTS);
        return FIXED_EXPRESS_DEVICES
                + (hasUsb() ? 1 : 0)
                + Math.toIntExact(scsi + sata + on(DiskBus.VIRTIO).count());
    }

    private boolean hasUsb() {
        return on(DiskBus.USB).findAny().isPresent();
    }

    private Stream<DiskSpec> on(DiskBus bus) {
        return disks.stream().filter(disk -> disk.bus() == bus);
    }
}

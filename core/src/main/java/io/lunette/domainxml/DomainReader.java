package io.lunette.domainxml;

import io.lunette.domainxml.ControllerSpec.Driver;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.model.ScsiAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Reads what the planner must know from a domain's XML, as libvirt writes it (formatdomain.html). */
public final class DomainReader {
    private static final String DRIVE = "drive";

    /** Slots 1 to 31 of a conventional PCI bus; slot 0 is the host bridge's. */
    private static final int PCI_SLOTS = 31;

    private DomainReader() {}

    /** {@link IllegalArgumentException} when {@code domainXml} is not XML. */
    public static DomainDevices read(String domainXml) {
        Element domain = Xml.parse(domainXml);
        List<Element> devices =
                Xml.child(domain, "devices").stream().flatMap(Xml::elements).toList();
        return new DomainDevices(
                new IoThreads(domain).numbers(),
                Xml.child(domain, "features")
                        .flatMap(features -> Xml.child(features, "acpi"))
                        .isPresent(),
                named(devices, "controller")
                        .filter(DomainReader::isScsi)
                        .map(DomainReader::controller)
                        .sorted(Comparator.comparingInt(ScsiController::index))
                        .toList(),
                named(devices, "disk").map(DomainReader::disk).toList(),
                scsiAddresses(devices),
                pciRoom(devices));
    }

    private static Stream<Element> named(List<Element> devices, String name) {
        return devices.stream().filter(device -> Xml.localName(device).equals(name));
    }

    private static boolean isScsi(Element controller) {
        return controller.getAttribute("type").equals("scsi");
    }

    private static ScsiController controller(Element element) {
        return new ScsiController(
                number(element.getAttribute("index")),
                element.getAttribute("model"),
                alias(element),
                Xml.child(element, "driver").flatMap(DomainReader::driver));
    }

    private static Optional<Driver> driver(Element element) {
        Optional<Integer> ioThread = Xml.attribute(element, "iothread").map(DomainReader::number);
        Optional<Integer> queues = Xml.attribute(element, "queues").map(DomainReader::number);
        return ioThread.isPresent() || queues.isPresent()
                ? Optional.of(new Driver(ioThread, queues))
                : Optional.empty();
    }

    private static Disk disk(Element element) {
        Optional<Element> target = Xml.child(element, "target");
        String bus = target.map(t -> t.getAttribute("bus")).orElse("");
        return new Disk(
                target.map(t -> t.getAttribute("dev")).orElse(""),
                bus,
                Xml.attribute(element, "device").orElse("disk"),
                alias(element),
                bus.equals("scsi") ? driveAddress(element) : Optional.empty(),
                Xml.child(element, "source").map(DomainReader::source).orElse(""),
                Xml.child(element, "shareable").isPresent());
    }

    private static String source(Element source) {
        return Xml.attribute(source, "file")
                .or(() -> Xml.attribute(source, "dev"))
                .or(() -> Xml.attribute(source, "name")
                        .map(name -> source.getAttribute("protocol") + ":" + name
                                + initiator(source).map(iqn -> " as " + iqn).orElse("")))
                .orElse("");
    }

    private static Optional<String> initiator(Element source) {
        return Xml.child(source, "initiator")
                .flatMap(initiator -> Xml.child(initiator, "iqn"))
                .flatMap(iqn -> Xml.attribute(iqn, "name"));
    }

    private static Optional<String> alias(Element element) {
        return Xml.child(element, "alias").flatMap(alias -> Xml.attribute(alias, "name"));
    }

    private static Set<ScsiAddress> scsiAddresses(List<Element> devices) {
        Set<ScsiAddress> used = new HashSet<>();
        named(devices, "disk")
                .map(DomainReader::disk)
                .flatMap(disk -> disk.address().stream())
                .forEach(used::add);
        named(devices, "hostdev")
                .filter(hostdev -> hostdev.getAttribute("type").equals("scsi"))
                .flatMap(hostdev -> driveAddress(hostdev).stream())
                .forEach(used::add);
        return used;
    }

    private static Optional<ScsiAddress> driveAddress(Element device) {
        return Xml.child(device, "address")
                .filter(address -> address.getAttribute("type").equals(DRIVE))
                .map(address -> new ScsiAddress(
                        number(address.getAttribute("controller")),
                        number(address.getAttribute("bus")),
                        number(address.getAttribute("target")),
                        number(address.getAttribute("unit"))));
    }

    private static PciRoom pciRoom(List<Element> devices) {
        List<Element> ports = named(devices, "controller")
                .filter(c -> c.getAttribute("model").equals("pcie-root-port"))
                .toList();
        List<Element> addresses = devices.stream()
                .flatMap(device -> Xml.child(device, "address").stream())
                .filter(address -> address.getAttribute("type").equals("pci"))
                .toList();
        boolean express = named(devices, "controller")
                .anyMatch(c -> c.getAttribute("model").equals("pcie-root"));
        if (express) {
            Set<Integer> taken = new HashSet<>();
            addresses.forEach(address -> taken.add(number(address.getAttribute("bus"))));
            long free = ports.stream()
                    .filter(port -> !taken.contains(number(port.getAttribute("index"))))
                    .count();
            return new PciRoom(ports.size(), Math.toIntExact(free));
        }
        Set<Integer> slots = new HashSet<>();
        addresses.stream()
                .filter(address -> number(address.getAttribute("bus")) == 0)
                .forEach(address -> slots.add(number(address.getAttribute("slot"))));
        slots.remove(0);
        return new PciRoom(PCI_SLOTS, PCI_SLOTS - slots.size());
    }

    /** libvirt writes numbers in decimal or as 0x...; nothing means 0. */
    private static int number(String text) {
        return text.isEmpty() ? 0 : Integer.decode(text);
    }
}

package io.lunette.domainxml;

import io.lunette.domainxml.ControllerSpec.Driver;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.model.ScsiAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the planner must know from a domain's XML, as libvirt writes it (formatdomain.html). */
public final class DomainReader {
    private static final String DRIVE = "drive";

    private DomainReader() {}

    /** {@link IllegalArgumentException} when {@code domainXml} is not XML; else as of a parsed one. */
    public static DomainDevices read(String domainXml) {
        return read(Xml.parse(domainXml));
    }

    /** {@link NumberFormatException} where a number should be and is none, which libvirt itself lets nobody define. */
    public static DomainDevices read(Element domain) {
        List<Element> devices = domain.child("devices").map(Element::elements).orElse(List.of());
        List<ScsiController> controllers = new ArrayList<>();
        List<Disk> disks = new ArrayList<>();
        Set<ScsiAddress> taken = new HashSet<>();
        for (Element device : devices) {
            if (isScsiController(device)) {
                controllers.add(controller(device));
            } else if (device.isNamed("disk")) {
                Disk disk = disk(device);
                disks.add(disk);
                disk.address().ifPresent(taken::add);
            } else if (device.isNamed("hostdev") && device.value("type").equals("scsi")) {
                driveAddress(device).ifPresent(taken::add);
            }
        }
        controllers.sort(Comparator.comparingInt(ScsiController::index));
        return new DomainDevices(
                new IoThreads(domain).numbers(), hasAcpi(domain), controllers, disks, taken, PciReader.room(devices));
    }

    private static boolean hasAcpi(Element domain) {
        return domain.child("features")
                .flatMap(features -> features.child("acpi"))
                .isPresent();
    }

    private static boolean isScsiController(Element device) {
        return device.isNamed("controller") && device.value("type").equals("scsi");
    }

    private static ScsiController controller(Element element) {
        return new ScsiController(
                number(element.value("index")),
                element.value("model"),
                alias(element),
                element.child("driver").flatMap(DomainReader::driver));
    }

    private static Optional<Driver> driver(Element element) {
        Optional<Integer> ioThread = element.attribute("iothread").map(DomainReader::number);
        Optional<Integer> queues = element.attribute("queues").map(DomainReader::number);
        return ioThread.isPresent() || queues.isPresent()
                ? Optional.of(new Driver(ioThread, queues))
                : Optional.empty();
    }

    private static Disk disk(Element element) {
        Optional<Element> target = element.child("target");
        String bus = target.map(t -> t.value("bus")).orElse("");
        return new Disk(
                target.map(t -> t.value("dev")).orElse(""),
                bus,
                element.attribute("device").orElse("disk"),
                alias(element),
                bus.equals("scsi") ? driveAddress(element) : Optional.empty(),
                element.child("source").map(DomainReader::source).orElse(""),
                element.child("shareable").isPresent(),
                traits(element));
    }

    private static Disk.Traits traits(Element disk) {
        return new Disk.Traits(
                disk.child("driver").flatMap(driver -> driver.attribute("cache")),
                disk.child("readonly").isPresent(),
                disk.child("iotune").isPresent(),
                disk.child("source")
                        .flatMap(source -> source.child("reservations"))
                        .isPresent(),
                disk.value("rawio").equals("yes"));
    }

    private static String source(Element source) {
        return source.attribute("file")
                .or(() -> source.attribute("dev"))
                .or(() -> source.attribute("name")
                        .map(name -> source.value("protocol") + ":" + name
                                + initiator(source).map(iqn -> " as " + iqn).orElse("")))
                .orElse("");
    }

    private static Optional<String> initiator(Element source) {
        return source.child("initiator")
                .flatMap(initiator -> initiator.child("iqn"))
                .flatMap(iqn -> iqn.attribute("name"));
    }

    private static Optional<String> alias(Element element) {
        return element.child("alias").flatMap(alias -> alias.attribute("name"));
    }

    static Optional<ScsiAddress> driveAddress(Element device) {
        return device.child("address")
                .filter(address -> address.value("type").equals(DRIVE))
                .map(address -> new ScsiAddress(
                        number(address.value("controller")),
                        number(address.value("bus")),
                        number(address.value("target")),
                        number(address.value("unit"))));
    }

    /** libvirt writes numbers in decimal or as 0x...; nothing means 0. */
    static int number(String text) {
        return text.isEmpty() ? 0 : Integer.decode(text);
    }
}

package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.model.ScsiAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The {@code <devices>} of a domain while they are changed. */
final class Devices {
    private final List<Element> all;

    private Devices(List<Element> all) {
        this.all = new ArrayList<>(all);
    }

    static Devices none() {
        return new Devices(List.of());
    }

    /** The devices of this domain. */
    static Devices of(Element domain) {
        return new Devices(domain.child("devices").map(Element::elements).orElse(List.of()));
    }

    /** The domain with these devices; the element is made where it is missing. */
    Element in(Element domain) {
        Element whole = domain.child("devices").isPresent()
                ? domain
                : domain.plus(new Element("devices", List.of(), List.of()));
        return whole.changing("devices", devices -> devices.withContent(all));
    }

    /** Text that is XML, without the white space between elements. */
    static Element parse(String text) {
        return Xml.parse(text).compact();
    }

    Stream<Element> all() {
        return all.stream();
    }

    Stream<Element> named(String name) {
        return all().filter(device -> device.isNamed(name));
    }

    Stream<Element> controllers(String type) {
        return named("controller").filter(controller -> controller.value("type").equals(type));
    }

    Optional<Element> scsiController(int index) {
        return controllers("scsi")
                .filter(controller -> number(controller, "index") == index)
                .findFirst();
    }

    Optional<Element> withAlias(String alias) {
        return all().filter(device -> alias(device).filter(alias::equals).isPresent())
                .findFirst();
    }

    boolean carriesDisks(int controller) {
        return named("disk")
                .flatMap(disk -> scsiAddress(disk).stream())
                .anyMatch(address -> address.controller() == controller);
    }

    boolean useIoThread(int number) {
        return controllers("scsi")
                .anyMatch(controller ->
                        ioThread(controller).filter(thread -> thread == number).isPresent());
    }

    static Optional<Integer> ioThread(Element controller) {
        return controller
                .child("driver")
                .flatMap(driver -> driver.attribute("iothread"))
                .map(Integer::decode);
    }

    void add(Element device) {
        all.add(device);
    }

    void remove(Element device) {
        all.remove(device);
    }

    void replaceAll(UnaryOperator<Element> change) {
        all.replaceAll(change);
    }

    static Optional<String> alias(Element device) {
        return device.child("alias").flatMap(alias -> alias.attribute("name"));
    }

    static Element withAlias(Element device, String name) {
        return device.plus(Tree.build("alias", alias -> alias.attribute("name", name)));
    }

    static String target(Element disk, String attribute) {
        return disk.child("target").map(target -> target.value(attribute)).orElse("");
    }

    static Optional<ScsiAddress> scsiAddress(Element disk) {
        if (!target(disk, "bus").equals("scsi")) {
            return Optional.empty();
        }
        return disk.child("address")
                .filter(address -> address.value("type").equals("drive"))
                .map(address -> new ScsiAddress(
                        number(address, "controller"),
                        number(address, "bus"),
                        number(address, "target"),
                        number(address, "unit")));
    }

    static Element withScsiAddress(Element disk, ScsiAddress place) {
        return disk.plus(Tree.build(
                "address",
                address -> address.attribute("type", "drive")
                        .attribute("controller", place.controller())
                        .attribute("bus", place.bus())
                        .attribute("target", place.target())
                        .attribute("unit", place.unit())));
    }

    /** {@link NumberFormatException} for what is no number; an attribute that is not there means 0. */
    static int number(Element element, String attribute) {
        return element.attribute(attribute).map(Integer::decode).orElse(0);
    }
}

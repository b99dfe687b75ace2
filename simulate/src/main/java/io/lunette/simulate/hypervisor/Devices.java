package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Xml;
import io.lunette.model.ScsiAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The {@code <devices>} of a domain's tree. */
final class Devices {
    private final Element parent;

    private Devices(Element parent) {
        this.parent = parent;
    }

    /** The devices of this domain; the element is made where it is missing. */
    static Devices of(Element domain) {
        return new Devices(Xml.child(domain, "devices").orElseGet(() ->
                (Element) domain.appendChild(domain.getOwnerDocument().createElement("devices"))));
    }

    /** Text that is XML, without the white space between elements. */
    static Element parse(String text) {
        Element root = Xml.parse(text);
        dropWhiteSpace(root);
        return root;
    }

    private static void dropWhiteSpace(Element element) {
        NodeList nodes = element.getChildNodes();
        List<Node> children =
                IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList();
        boolean hasElements = children.stream().anyMatch(Element.class::isInstance);
        for (Node node : children) {
            if (node instanceof Element child) {
                dropWhiteSpace(child);
            } else if (hasElements && node.getTextContent().isBlank()) {
                element.removeChild(node);
            }
        }
    }

    Stream<Element> all() {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    Stream<Element> named(String name) {
        return Xml.children(parent, name).stream();
    }

    Stream<Element> controllers(String type) {
        return named("controller")
                .filter(controller -> controller.getAttribute("type").equals(type));
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
        return Xml.child(controller, "driver")
                .filter(driver -> driver.hasAttribute("iothread"))
                .map(driver -> number(driver, "iothread"));
    }

    Element add(Element device) {
        return (Element) parent.appendChild(parent.getOwnerDocument().importNode(device, true));
    }

    void remove(Element device) {
        parent.removeChild(device);
    }

    void clear() {
        all().toList().forEach(this::remove);
    }

    Element create(String name) {
        return parent.getOwnerDocument().createElement(name);
    }

    static Optional<String> alias(Element device) {
        return Xml.child(device, "alias").flatMap(alias -> Xml.attribute(alias, "name"));
    }

    static void alias(Element device, String name) {
        Element alias = device.getOwnerDocument().createElement("alias");
        alias.setAttribute("name", name);
        device.appendChild(alias);
    }

    static String target(Element disk, String attribute) {
        return Xml.child(disk, "target")
                .map(target -> target.getAttribute(attribute))
                .orElse("");
    }

    static Optional<ScsiAddress> scsiAddress(Element disk) {
        if (!target(disk, "bus").equals("scsi")) {
            return Optional.empty();
        }
        return Xml.child(disk, "address")
                .filter(address -> address.getAttribute("type").equals("drive"))
                .map(address -> new ScsiAddress(
                        number(address, "controller"),
                        number(address, "bus"),
                        number(address, "target"),
                        number(address, "unit")));
    }

    static void scsiAddress(Element disk, ScsiAddress place) {
        Element address = disk.getOwnerDocument().createElement("address");
        address.setAttribute("type", "drive");
        address.setAttribute("controller", String.valueOf(place.controller()));
        address.setAttribute("bus", String.valueOf(place.bus()));
        address.setAttribute("target", String.valueOf(place.target()));
        address.setAttribute("unit", String.valueOf(place.unit()));
        disk.appendChild(address);
    }

    /** {@link NumberFormatException} for what is no number; an attribute that is not there means 0. */
    static int number(Element element, String attribute) {
        return element.hasAttribute(attribute) ? Integer.decode(element.getAttribute(attribute)) : 0;
    }
}

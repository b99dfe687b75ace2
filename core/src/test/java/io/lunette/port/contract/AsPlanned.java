package io.lunette.port.contract;

import io.lunette.domainxml.Content;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Element.Attribute;
import io.lunette.domainxml.Xml;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A domain without what a host adds to devices by itself: places on PCI and their buses, names that nobody gave, layers
 * under disks; and without an order where there is none.
 */
final class AsPlanned {
    private static final Set<String> OWN_ADDITIONS = Set.of("backingStore", "privateData");

    private AsPlanned() {}

    static String of(Element domain) {
        return Xml.pretty(sorted(domain.compact()));
    }

    /**
     * A definition with everything in it, save the order of its controllers: a start reads it anew, and libvirt may then
     * list a controller that it had added by itself in another place (seen with sata beside pcie-root-port).
     */
    static Element definition(String xml) {
        return Xml.parse(xml).changing("devices", devices -> {
            List<? extends Content> sorted = devices.elements().stream()
                    .sorted(Comparator.comparing(AsPlanned::place))
                    .toList();
            return devices.withContent(sorted);
        });
    }

    private static String place(Element device) {
        return device.isNamed("controller")
                ? "controller " + device.value("type") + device.value("index")
                : device.name();
    }

    /** The SCSI controllers, and the disks that Lunette put there. */
    static List<String> storage(Element domain) {
        return domain.child("devices").orElseThrow().elements().stream()
                .filter(device -> device.isNamed("controller")
                        ? device.value("type").equals("scsi")
                        : device.isNamed("disk")
                                && device.child("alias")
                                        .filter(alias -> alias.value("name").startsWith("ua-"))
                                        .isPresent())
                .map(AsPlanned::of)
                .sorted()
                .toList();
    }

    private static Element sorted(Element element) {
        List<? extends Content> children = element.elements().stream()
                .filter(child -> !isAddition(element, child))
                .map(AsPlanned::sorted)
                .sorted(Comparator.comparing(Xml::print))
                .toList();
        List<? extends Content> content =
                children.isEmpty() && element.elements().isEmpty() ? element.content() : children;
        return new Element(
                element.name(),
                element.attributes().stream()
                        .filter(attribute -> !isAddition(element, attribute))
                        .sorted(Comparator.comparing(Attribute::name))
                        .toList(),
                List.copyOf(content));
    }

    private static boolean isAddition(Element parent, Element child) {
        return OWN_ADDITIONS.contains(child.name())
                || (child.isNamed("controller") && child.value("type").equals("pci"))
                || (child.isNamed("address") && child.value("type").equals("pci"))
                || (child.isNamed("alias") && !child.value("name").startsWith("ua-"))
                || (parent.isNamed("controller") && child.isNamed("address"));
    }

    /** The live XML counts the sources of disks. */
    private static boolean isAddition(Element element, Attribute attribute) {
        return element.isNamed("source") && attribute.name().equals("index");
    }
}

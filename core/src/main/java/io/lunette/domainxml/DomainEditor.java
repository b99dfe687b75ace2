package io.lunette.domainxml;

import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Puts devices into a domain's XML and takes them out; everything else stays as it was, to the letter. */
public final class DomainEditor {
    private static final String INDENT = "\n    ";

    private DomainEditor() {}

    /** The domain with {@code device} as its last device of that kind. */
    public static String attach(String domainXml, Element device) {
        Element domain = Xml.parse(domainXml);
        Element devices = Xml.child(domain, "devices").orElseThrow();
        Node added = devices.getOwnerDocument().importNode(device, true);
        List<Element> sameKind = Xml.children(devices, device.getTagName());
        Node before =
                sameKind.isEmpty() ? devices.getLastChild() : sameKind.getLast().getNextSibling();
        devices.insertBefore(devices.getOwnerDocument().createTextNode(INDENT), before);
        devices.insertBefore(added, before);
        return Xml.print(domain);
    }

    /** The domain without the devices that have this user alias. */
    public static String detach(String domainXml, String alias) {
        Element domain = Xml.parse(domainXml);
        Element devices = Xml.child(domain, "devices").orElseThrow();
        for (Element device : Xml.elements(devices).toList()) {
            if (Xml.child(device, "alias")
                    .filter(name -> name.getAttribute("name").equals(alias))
                    .isPresent()) {
                removeWithItsIndent(devices, device);
            }
        }
        return Xml.print(domain);
    }

    /** The domain with one more iothread, of this number; as it was where it has it. */
    public static String addIoThread(String domainXml, int number) {
        Element domain = Xml.parse(domainXml);
        new IoThreads(domain).add(number);
        return Xml.print(domain);
    }

    /** The domain without the iothread of this number. */
    public static String removeIoThread(String domainXml, int number) {
        Element domain = Xml.parse(domainXml);
        new IoThreads(domain).remove(number);
        return Xml.print(domain);
    }

    static void removeWithItsIndent(Element parent, Element child) {
        Node before = child.getPreviousSibling();
        if (before != null
                && before.getNodeType() == Node.TEXT_NODE
                && before.getTextContent().isBlank()) {
            parent.removeChild(before);
        }
        parent.removeChild(child);
    }
}

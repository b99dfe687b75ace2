package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.IoThreads;
import io.lunette.domainxml.Xml;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** A domain's definition, read and filled in as libvirt does it when a domain is defined. */
record Definition(ServerId uuid, String name, Element domain) {

    static Definition read(String domainXml, Set<ScsiModel> offered) throws DeviceRules.Refusal {
        Element domain;
        try {
            domain = Devices.parse(domainXml);
        } catch (IllegalArgumentException wrong) {
            throw new DeviceRules.Refusal("(domain_definition): " + wrong.getMessage());
        }
        if (!domain.getTagName().equals("domain")) {
            throw new DeviceRules.Refusal("XML error: unexpected root element <" + domain.getTagName() + ">");
        }
        Definition definition = new Definition(uuid(domain), text(domain, "name"), domain);
        text(domain, "memory");
        definition.fillIn(offered);
        return definition;
    }

    private static ServerId uuid(Element domain) throws DeviceRules.Refusal {
        return ServerId.parse(text(domain, "uuid"))
                .toOptional()
                .orElseThrow(() -> new DeviceRules.Refusal("internal error: malformed uuid element"));
    }

    private static String text(Element domain, String name) throws DeviceRules.Refusal {
        return Xml.child(domain, name)
                .map(Element::getTextContent)
                .orElseThrow(() -> new DeviceRules.Refusal("XML error: the domain has no <" + name + ">"));
    }

    private void fillIn(Set<ScsiModel> offered) throws DeviceRules.Refusal {
        Devices devices = Devices.of(domain);
        List<Element> wanted =
                devices.all().sorted(Comparator.comparingInt(Definition::rank)).toList();
        devices.clear();
        DeviceRules rules = new DeviceRules(offered, new IoThreads(domain).numbers(), devices, true);
        for (Element device : wanted) {
            rules.add(device);
        }
    }

    /** Buses first, so that what sits on them finds a place. */
    private static int rank(Element device) {
        if (!device.getTagName().equals("controller")) {
            return 2;
        }
        return device.getAttribute("type").equals("pci") ? 0 : 1;
    }

    boolean isOurs() {
        return Optional.of(domain)
                .flatMap(root -> Xml.child(root, "metadata"))
                .flatMap(metadata -> Xml.child(metadata, "server"))
                .filter(mark -> DomainSpec.NAMESPACE.equals(mark.getNamespaceURI()))
                .isPresent();
    }
}

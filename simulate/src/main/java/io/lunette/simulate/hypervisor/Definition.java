package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.IoThreads;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A domain's definition, read and filled in as libvirt does it when a domain is defined. */
record Definition(ServerId uuid, String name, Element domain) {

    static Definition read(String domainXml, Set<ScsiModel> offered) throws DeviceRules.Refusal {
        Element domain;
        try {
            domain = Devices.parse(domainXml);
        } catch (IllegalArgumentException wrong) {
            throw new DeviceRules.Refusal("(domain_definition): " + wrong.getMessage());
        }
        if (!domain.name().equals("domain")) {
            throw new DeviceRules.Refusal("XML error: unexpected root element <" + domain.name() + ">");
        }
        text(domain, "memory");
        return new Definition(uuid(domain), text(domain, "name"), filledIn(domain, offered));
    }

    private static ServerId uuid(Element domain) throws DeviceRules.Refusal {
        return ServerId.parse(text(domain, "uuid"))
                .toOptional()
                .orElseThrow(() -> new DeviceRules.Refusal("internal error: malformed uuid element"));
    }

    private static String text(Element domain, String name) throws DeviceRules.Refusal {
        return domain.child(name)
                .map(Element::text)
                .orElseThrow(() -> new DeviceRules.Refusal("XML error: the domain has no <" + name + ">"));
    }

    private static Element filledIn(Element domain, Set<ScsiModel> offered) throws DeviceRules.Refusal {
        List<Element> wanted = Devices.of(domain)
                .all()
                .sorted(Comparator.comparingInt(Definition::rank))
                .toList();
        Devices devices = Devices.none();
        DeviceRules rules = new DeviceRules(offered, new IoThreads(domain).numbers(), devices, true);
        for (Element device : wanted) {
            rules.add(device);
        }
        return devices.in(domain);
    }

    /** Buses first, so that what sits on them finds a place. */
    private static int rank(Element device) {
        if (!device.isNamed("controller")) {
            return 2;
        }
        return device.value("type").equals("pci") ? 0 : 1;
    }

    boolean isOurs() {
        Optional<Element> metadata = domain.child("metadata");
        return metadata.flatMap(data -> data.child("server"))
                .filter(mark -> Stream.of(mark, metadata.orElseThrow(), domain)
                        .flatMap(scope -> scope.attribute(declaration(mark)).stream())
                        .findFirst()
                        .filter(DomainSpec.NAMESPACE::equals)
                        .isPresent())
                .isPresent();
    }

    /** The attribute that says which namespace the element is in. */
    private static String declaration(Element element) {
        int colon = element.name().indexOf(':');
        return colon < 0 ? "xmlns" : "xmlns:" + element.name().substring(0, colon);
    }
}

package io.lunette.domainxml;

import io.lunette.model.Flavor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A server's flavor in its mark, as it was when the server was made; marks of earlier versions have its id alone. */
final class MarkedFlavor {
    private static final int KIB_PER_MIB = 1024;

    private MarkedFlavor() {}

    static void write(Tree mark, Flavor flavor) {
        MarkText.write(mark, ServerMark.name("flavor"), flavor.id());
        mark.child(
                ServerMark.name("size"),
                size -> size.attribute("vcpus", flavor.vcpus())
                        .attribute("ram-mib", flavor.ramMiB())
                        .attribute("disk-gib", flavor.diskGiB())
                        .attribute("ephemeral-gib", flavor.ephemeralGiB())
                        .attribute("swap-mib", flavor.swapMiB())
                        .attribute("public", flavor.isPublic()));
        MarkText.write(mark, ServerMark.name("flavor-name"), flavor.name());
        if (!flavor.description().isEmpty()) {
            MarkText.write(mark, ServerMark.name("flavor-description"), flavor.description());
        }
        new TreeMap<>(flavor.extraSpecs())
                .forEach((key, value) -> MarkText.write(mark, ServerMark.name("flavor-spec"), key, value));
    }

    static Flavor read(Element domain, Element mark) {
        String id = mark.child("flavor")
                .map(MarkText::value)
                .orElseThrow(() -> new IllegalArgumentException("it has no <flavor>"));
        return mark.child("size").map(size -> read(mark, id, size)).orElseGet(() -> ofDomain(domain, id));
    }

    private static Flavor read(Element mark, String id, Element size) {
        Map<String, String> specs = new HashMap<>();
        mark.children("flavor-spec").forEach(spec -> specs.put(MarkText.key(spec), MarkText.value(spec)));
        return new Flavor(
                id,
                mark.child("flavor-name").map(MarkText::value).orElse(id),
                DomainReader.number(size.value("vcpus")),
                DomainReader.number(size.value("ram-mib")),
                DomainReader.number(size.value("disk-gib")),
                DomainReader.number(size.value("ephemeral-gib")),
                DomainReader.number(size.value("swap-mib")),
                Boolean.parseBoolean(size.value("public")),
                mark.child("flavor-description").map(MarkText::value).orElse(""),
                specs);
    }

    /** What the domain itself tells of its size; libvirt writes memory in KiB. */
    private static Flavor ofDomain(Element domain, String id) {
        int vcpus = domain.child("vcpu")
                .map(vcpu -> DomainReader.number(vcpu.text().strip()))
                .orElse(1);
        int ramMiB = domain.child("memory")
                .map(memory -> DomainReader.number(memory.text().strip())
                        / (memory.value("unit").equals("MiB") ? 1 : KIB_PER_MIB))
                .orElse(0);
        return new Flavor(id, id, vcpus, ramMiB, 0, 0, 0, true, "", Map.of());
    }
}

package io.lunette.plan;

import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import java.util.Optional;

/**
 * A domain's XML, read once.
 *
 * @param persistent the definition; empty when there is none
 * @param live what runs; empty when the domain is off
 */
public record DomainTrees(Optional<Element> persistent, Optional<Element> live) {

    public static DomainTrees of(DomainSnapshot snapshot) {
        return new DomainTrees(
                Optional.of(snapshot.persistentXml())
                        .filter(xml -> !xml.isEmpty())
                        .map(Xml::parse),
                snapshot.liveXml().map(Xml::parse));
    }

    /** As the planners see it; there must be a definition. */
    public DomainView view() {
        return new DomainView(DomainReader.read(persistent.orElseThrow()), live.map(DomainReader::read));
    }

    /** As text, in this state. */
    public DomainSnapshot snapshot(Power power) {
        return new DomainSnapshot(power, persistent.map(DomainTrees::text).orElse(""), live.map(DomainTrees::text));
    }

    private static String text(Element domain) {
        return Xml.print(domain) + "\n";
    }
}

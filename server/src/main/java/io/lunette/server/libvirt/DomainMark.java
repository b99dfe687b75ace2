package io.lunette.server.libvirt;

import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Looks for Lunette's mark in a domain's XML, at a fraction of the cost of reading all of it: libvirt writes the
 * metadata among the first elements, and reading ends there.
 */
final class DomainMark {
    private static final XMLInputFactory READERS = readers();
    private static final int CHILDREN_OF_DOMAIN = 2;
    private static final int CHILDREN_OF_METADATA = 3;

    static final String PREFIX = "lunette";

    private DomainMark() {}

    /** The mark as libvirt takes it, which gives every element the prefix and declares it itself. */
    static String withoutPrefixes(Element mark) {
        return Xml.print(bare(mark));
    }

    private static Element bare(Element element) {
        return new Element(
                element.name().substring(element.name().indexOf(':') + 1),
                element.attributes().stream()
                        .filter(attribute -> !attribute.name().startsWith("xmlns"))
                        .toList(),
                element.content().stream()
                        .map(each -> each instanceof Element child ? bare(child) : each)
                        .toList());
    }

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** {@code false} too for text that is not XML. */
    static boolean isIn(String domainXml) {
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new StringReader(domainXml));
            try {
                return find(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException notXml) {
            return false;
        }
    }

    private static boolean find(XMLStreamReader reader) throws XMLStreamException {
        int depth = 0;
        boolean inMetadata = false;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == CHILDREN_OF_DOMAIN) {
                    inMetadata = reader.getLocalName().equals("metadata");
                }
                if (inMetadata && depth == CHILDREN_OF_METADATA && isMark(reader)) {
                    return true;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (inMetadata && depth == CHILDREN_OF_DOMAIN) {
                    return false;
                }
                depth--;
            }
        }
        return false;
    }

    private static boolean isMark(XMLStreamReader reader) {
        return DomainSpec.NAMESPACE.equals(reader.getNamespaceURI())
                && reader.getLocalName().equals("server");
    }
}

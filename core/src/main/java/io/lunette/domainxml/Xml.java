package io.lunette.domainxml;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** XML as trees, never as text: what comes in is parsed without entities or outside files, what goes out is escaped. */
public final class Xml {
    private static final DocumentBuilderFactory BUILDERS = builders();

    private Xml() {}

    private static DocumentBuilderFactory builders() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (ParserConfigurationException bug) {
            throw new IllegalStateException(bug);
        }
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    private static DocumentBuilder builder() {
        try {
            synchronized (BUILDERS) {
                DocumentBuilder builder = BUILDERS.newDocumentBuilder();
                builder.setErrorHandler(null);
                return builder;
            }
        } catch (ParserConfigurationException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** An empty document to build elements in. */
    public static Document newDocument() {
        return builder().newDocument();
    }

    /** The root element; {@link IllegalArgumentException} for text that is not XML, or has a document type. */
    public static Element parse(String text) {
        try {
            return builder().parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (SAXException | IOException wrong) {
            throw new IllegalArgumentException("not well-formed XML: " + wrong.getMessage(), wrong);
        }
    }

    /** The element as indented text, without an XML declaration. */
    public static String print(Element element) {
        LSSerializer serializer = Serializing.LS.createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        serializer.getDomConfig().setParameter("format-pretty-print", true);
        return serializer.writeToString(element).strip() + "\n";
    }

    /** The child elements of that name, in order. */
    public static List<Element> children(Element parent, String name) {
        return elements(parent).filter(e -> name.equals(localName(e))).toList();
    }

    /** The first child element of that name. */
    public static Optional<Element> child(Element parent, String name) {
        return elements(parent).filter(e -> name.equals(localName(e))).findFirst();
    }

    /** The attribute's value; empty when it is not there. */
    public static Optional<String> attribute(Element element, String name) {
        return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
    }

    static String localName(Element element) {
        return element.getLocalName() == null ? element.getTagName() : element.getLocalName();
    }

    static Stream<Element> elements(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast);
    }

    /** Found once, when something is first printed: looking for it is slow. */
    private static final class Serializing {
        static final DOMImplementationLS LS = find();

        private static DOMImplementationLS find() {
            try {
                return (DOMImplementationLS)
                        DOMImplementationRegistry.newInstance().getDOMImplementation("LS 3.0");
            } catch (ReflectiveOperationException bug) {
                throw new IllegalStateException(bug);
            }
        }
    }
}

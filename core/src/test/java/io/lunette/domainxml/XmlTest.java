package io.lunette.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.Element.Attribute;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;
import org.w3c.dom.ProcessingInstruction;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What is not ours goes through untouched; and our parser takes what the JDK's takes, and sees the same in it. */
class XmlTest {
    private static final int DOCUMENTS = 3000;

    /** What a mutation puts somewhere; picked to hit the rules of XML. */
    private static final String[] SNIPPETS = {
        "<",
        ">",
        "&",
        "'",
        "\"",
        "/",
        "=",
        "<!--",
        "-->",
        "--",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<?xml version='1.0'?>",
        "&amp;",
        "&#65;",
        "&#x41;",
        "&#0;",
        "&#xD800;",
        "&#1114112;",
        "&nbsp;",
        "&;",
        " ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\u0000",
        "\u0001",
        "\uFFFE",
        "\uD800",
        "\uDC00",
        "a",
        "é",
        "-",
        "1",
        ":",
        " a='1'",
        "a='1' a='2'",
        "<a/>",
        "</a>",
        "<b>"
    };

    private static DocumentBuilder theJdksParser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Test
    void what_was_printed_is_parsed_as_it_was() {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            Element element = new RandomXml(new Random(seed)).element(0);
            assertEquals(element, Xml.parse(Xml.print(element)), "seed " + seed);
        }
    }

    @Test
    void the_jdk_reads_the_same_from_what_was_printed() throws IOException, SAXException {
        DocumentBuilder jdk = theJdksParser();
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            String text = Xml.print(new RandomXml(new Random(seed)).element(0));
            assertEquals(jdks(jdk, text), sorted(Xml.parse(text)), "seed " + seed);
        }
    }

    @Test
    void what_is_not_well_formed_is_refused_just_where_the_jdk_refuses_it() {
        DocumentBuilder jdk = theJdksParser();
        int refused = 0;
        for (long seed = 0; seed < 4 * DOCUMENTS; seed++) {
            Random random = new Random(seed);
            String text = mutated(random, Xml.print(new RandomXml(random).element(2)));
            Optional<Element> expected = ifWellFormed(() -> jdks(jdk, text));
            Optional<Element> found = ifWellFormed(() -> sorted(Xml.parse(text)));
            assertEquals(expected, found, "seed " + seed + ": " + text);
            refused += expected.isPresent() ? 0 : 1;
        }
        assertTrue(refused > DOCUMENTS, "only " + refused + " of the mutations broke anything");
    }

    private static String mutated(Random random, String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int from = random.nextInt(changed.length() + 1);
            int to = random.nextBoolean() ? from : Math.min(changed.length(), from + 1 + random.nextInt(3));
            changed.replace(from, to, random.nextInt(5) == 0 ? "" : SNIPPETS[random.nextInt(SNIPPETS.length)]);
        }
        return changed.toString();
    }

    private interface Parsing {
        Element parse() throws IOException, SAXException;
    }

    private static Optional<Element> ifWellFormed(Parsing parsing) {
        try {
            return Optional.of(parsing.parse());
        } catch (IllegalArgumentException | IOException | SAXException wrong) {
            return Optional.empty();
        }
    }

    private static Element jdks(DocumentBuilder jdk, String text) throws IOException, SAXException {
        return sorted((Element)
                ours(jdk.parse(new InputSource(new StringReader(text))).getDocumentElement()));
    }

    private static Content ours(Node node) {
        return switch (node.getNodeType()) {
            case Node.TEXT_NODE -> new Content.Text(node.getNodeValue());
            case Node.CDATA_SECTION_NODE -> new Content.CharacterData(node.getNodeValue());
            case Node.COMMENT_NODE -> new Content.Comment(node.getNodeValue());
            case Node.PROCESSING_INSTRUCTION_NODE ->
                new Content.Instruction(
                        ((ProcessingInstruction) node).getTarget(), ((ProcessingInstruction) node).getData());
            default ->
                new Element(
                        node.getNodeName(),
                        IntStream.range(0, node.getAttributes().getLength())
                                .mapToObj(node.getAttributes()::item)
                                .map(each -> new Attribute(each.getNodeName(), each.getNodeValue()))
                                .toList(),
                        IntStream.range(0, node.getChildNodes().getLength())
                                .mapToObj(node.getChildNodes()::item)
                                .map(XmlTest::ours)
                                .toList());
        };
    }

    /** The JDK's tree does not keep the order of attributes. */
    private static Element sorted(Element element) {
        List<Content> content = new ArrayList<>();
        for (Content each : element.content()) {
            content.add(each instanceof Element child ? sorted(child) : each);
        }
        return new Element(
                element.name(),
                element.attributes().stream()
                        .sorted(Comparator.comparing(Attribute::name))
                        .toList(),
                content);
    }

    @Test
    void what_libvirt_wrote_is_printed_to_the_letter() throws IOException {
        try (Stream<Path> cases = Files.walk(Path.of("src/test/resources/golden"))) {
            List<Path> domains = cases.filter(
                            file -> file.getFileName().toString().startsWith("before"))
                    .toList();
            assertTrue(domains.size() > 10, domains.toString());
            for (Path domain : domains) {
                String text = Files.readString(domain);
                assertEquals(text, Xml.print(Xml.parse(text)) + "\n", domain.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<?xml version='1.0'?>\n<!-- c --><!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>",
                "<a>&x;</a>",
                "<a b='&x;'/>"
            })
    void document_types_and_entities_are_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Xml.parse(text));
    }

    @Test
    void what_is_nested_too_deeply_is_refused_and_not_a_stack_overflow() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        assertThrows(IllegalArgumentException.class, () -> Xml.parse(deep));
    }

    @Test
    void no_value_becomes_markup() {
        String hostile = "'/><disk x='&\"]]>\n\r\t";
        Element device = Tree.build(
                "disk",
                disk -> disk.attribute("name", hostile).text("title", hostile).text("plain", "it's"));
        Element read = Xml.parse(Xml.print(device));
        assertEquals(hostile, read.value("name"));
        assertEquals(hostile, read.child("title").orElseThrow().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001F", "\uFFFE", "\uD800", "\uDC00x"})
    void a_character_that_xml_has_not_is_not_written(String text) {
        Element element = Tree.build("a", a -> a.attribute("b", text));
        assertThrows(IllegalArgumentException.class, () -> Xml.print(element));
    }

    @Test
    void what_was_built_is_laid_out_as_libvirt_does_it() {
        Element built = Tree.build(
                "domain", domain -> domain.text("name", "n").child("os", os -> os.child("boot", boot -> {})));
        assertEquals("<domain>\n  <name>n</name>\n  <os>\n    <boot/>\n  </os>\n</domain>\n", Xml.pretty(built));
        assertEquals(built, built.indented(0).compact());
    }
}

package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DomainMarkTest {
    private static final String MARK = "<lunette:server xmlns:lunette=\"urn:io.lunette:domain:1\" id=\"x\"/>";

    private static String domain(String content) {
        return "<domain type='qemu' id='7'><name>n</name>" + content + "<memory>1</memory></domain>";
    }

    @Test
    void the_mark_is_found_among_other_metadata() {
        assertTrue(DomainMark.isIn(domain("<metadata><a:b xmlns:a='urn:a'><c/></a:b>" + MARK + "</metadata>")));
    }

    @Test
    void a_prefix_may_be_any() {
        assertTrue(DomainMark.isIn(domain("<metadata><x:server xmlns:x='urn:io.lunette:domain:1'/></metadata>")));
    }

    @Test
    void text_that_looks_like_the_mark_is_not_it() {
        assertFalse(DomainMark.isIn(domain("<description>&lt;metadata>urn:io.lunette:domain:1</description>")));
        assertFalse(DomainMark.isIn(domain("<metadata><a:b xmlns:a='urn:a'>" + MARK + "</a:b></metadata>")));
        assertFalse(DomainMark.isIn(domain("<devices>" + MARK + "</devices>")));
        assertFalse(DomainMark.isIn(domain("<metadata><server xmlns='urn:other'/></metadata>")));
    }

    @Test
    void a_domain_without_metadata_is_not_ours() {
        assertFalse(DomainMark.isIn(domain("")));
    }

    @Test
    void what_is_not_xml_is_not_ours() {
        assertFalse(DomainMark.isIn("<domain"));
    }

    @Test
    void a_number_says_that_the_domain_runs() {
        assertTrue(LiveXml.isLive("<domain type='qemu' id='12'>\n  <name>n</name>"));
        assertFalse(LiveXml.isLive("<domain type='qemu'>\n  <x id='12'/>"));
        assertFalse(LiveXml.isLive("<domain type='qemu' id='-1'>"));
    }

    @Test
    void an_alias_is_found_whole() {
        String xml = "<disk><alias name='ua-12'/></disk>";
        assertTrue(LiveXml.hasAlias(xml, "ua-12"));
        assertFalse(LiveXml.hasAlias(xml, "ua-1"));
    }

    @Test
    void the_last_lines_of_a_console_are_counted_from_its_end() {
        assertEquals("b\nc\n", ConsoleLog.lastLines("a\nb\nc\n", 2));
        assertEquals("c", ConsoleLog.lastLines("a\nb\nc", 1));
        assertEquals("\nc", ConsoleLog.lastLines("a\n\nc", 2));
        assertEquals("a\nb", ConsoleLog.lastLines("a\nb", 9));
        assertEquals("", ConsoleLog.lastLines("a\nb", 0));
        assertEquals("", ConsoleLog.lastLines("", 3));
    }
}

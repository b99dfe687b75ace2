package io.lunette.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainSpec.DiskTag;
import io.lunette.failure.Parsed;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServerMarkTest {
    private static final HostName HOST = new HostName("host");
    private static final Instant CREATED = Instant.parse("2026-11-23T12:00:00.123456789Z");
    /** With characters that no XML can hold. */
    private static final String NASTY = " '/><disk \u0001\u0000\uFFFE ]]> &amp; \r\n\t \uD83C\uDF12 ";

    private static Server server(String text) {
        return new Server(
                new ServerId(UUID.fromString("5e5e5e5e-0000-4000-8000-000000000001")),
                0,
                text,
                "describes " + text,
                new ProjectId("p"),
                new UserId("u"),
                new Flavor(
                        "f" + text, "name" + text, 2, 512, 10, 20, 64, false, "d" + text, Map.of(text, text, "a", "")),
                Optional.of(new ImageId(UUID.fromString("5e5e5e5e-0000-4000-8000-000000000002"))),
                Optional.of("key" + text),
                Map.of(text, text, "empty", ""),
                List.of("z", text, "a"),
                HOST,
                new Iqn("iqn.2026-11.io.lunette:one"),
                ServerStatus.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of("locked" + text),
                CREATED,
                CREATED,
                Optional.of(CREATED));
    }

    private static Element domain(Element... children) {
        return Tree.build(
                "domain",
                domain -> domain.child("metadata", metadata -> List.of(children).forEach(metadata::append)));
    }

    private static Parsed<Server> read(String xml) {
        return MarkReader.read(Xml.parse(xml), HOST, ServerStatus.ACTIVE);
    }

    private static Parsed<Server> read(Element mark) {
        return read(Xml.pretty(domain(mark)));
    }

    @Test
    void a_mark_gives_back_every_field_to_the_letter() {
        for (String text : List.of("plain", "", " ", NASTY)) {
            assertEquals(
                    server(text), read(ServerMark.of(server(text), List.of())).get());
        }
    }

    @Test
    void a_mark_of_an_earlier_version_is_read_and_the_domain_tells_the_size() {
        Server old = read("""
                <domain>
                  <metadata>
                    <lunette:server xmlns:lunette='urn:io.lunette:domain:1' id='5e5e5e5e-0000-4000-8000-000000000001'>
                      <lunette:name>vm</lunette:name>
                      <lunette:project>p</lunette:project>
                      <lunette:user>u</lunette:user>
                      <lunette:flavor>7</lunette:flavor>
                      <lunette:initiator>iqn.2026-11.io.lunette:one</lunette:initiator>
                      <lunette:created>2026-11-23T12:00:00Z</lunette:created>
                    </lunette:server>
                  </metadata>
                  <memory unit='KiB'>524288</memory>
                  <vcpu placement='static'>2</vcpu>
                </domain>
                """).get();
        assertEquals(new Flavor("7", "7", 2, 512, 0, 0, 0, true, "", Map.of()), old.flavor());
        assertEquals("vm", old.name());
        assertEquals(Optional.empty(), old.image());
    }

    @Test
    void the_tags_of_disks_are_read_by_their_aliases() {
        Element mark = ServerMark.of(server("x"), List.of(new DiskTag("ua-1", "data"), new DiskTag("ua-2", "log")));
        assertEquals(Map.of("ua-1", "data", "ua-2", "log"), ServerMark.diskTags(Xml.parse(Xml.pretty(mark))));
    }

    @Test
    void what_is_no_mark_or_a_damaged_one_is_told() {
        assertTrue(problem(read("<domain/>")).contains("no mark"));
        Element mark = ServerMark.of(server("x"), List.of());
        for (String needed : List.of("name", "project", "user", "flavor", "initiator", "created")) {
            Element damaged = mark.withContent(mark.elements().stream()
                    .filter(child -> !child.name().equals("lunette:" + needed))
                    .toList());
            assertTrue(problem(read(damaged)).contains("<" + needed + ">"), needed);
        }
        assertTrue(problem(read(mark.with("id", "x"))).contains("cannot be read"));
        assertTrue(problem(read(mark.changing("created", old -> Tree.build("created", at -> at.content("then")))))
                .contains("cannot be read"));
        assertTrue(problem(read(mark.changing(
                        "name", old -> old.with("encoding", "base64").withContent(List.of(new Content.Text("%"))))))
                .contains("cannot be read"));
    }

    private static String problem(Parsed<Server> parsed) {
        return switch (parsed) {
            case Parsed.Valid<Server> valid -> throw new AssertionError("it was read");
            case Parsed.Invalid<Server>(String problem) -> problem;
        };
    }
}

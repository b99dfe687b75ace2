package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.SchemaReader;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.SAXSchemaReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.plan.Story.Happening;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What plans make of domains is what libvirt's own schema takes: {@code domain.rng}, as its package installs it. */
class LibvirtSchemaTest {
    private static final Path SCHEMA = Path.of("/usr/share/libvirt/schemas/domain.rng");
    private static final long SEED = Long.getLong("lunette.seed", 20_261_123L);
    private static final int SEQUENCES = Integer.getInteger("lunette.sequences", 2000);
    private static final int ONE_IN = 20;

    private static final List<String> PROBLEMS = new ArrayList<>();
    private static ValidationDriver schema;

    @BeforeAll
    static void load() throws IOException, SAXException {
        assumeTrue(Files.exists(SCHEMA), "there is no libvirt here, and so no schema: " + SCHEMA);
        SchemaReader reader = SAXSchemaReader.getInstance();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandler() {
            @Override
            public void warning(SAXParseException problem) {}

            @Override
            public void error(SAXParseException problem) {
                PROBLEMS.add(problem.getLineNumber() + ": " + problem.getMessage());
            }

            @Override
            public void fatalError(SAXParseException problem) {
                error(problem);
            }
        });
        schema = new ValidationDriver(properties.toPropertyMap(), reader);
        assertTrue(schema.loadSchema(new InputSource(SCHEMA.toUri().toString())), PROBLEMS.toString());
    }

    private static List<String> problems(Element domain) throws IOException, SAXException {
        PROBLEMS.clear();
        schema.validate(new InputSource(new StringReader(Xml.print(domain))));
        return List.copyOf(PROBLEMS);
    }

    @Test
    void the_last_domain_of_one_sequence_in_twenty_passes() throws IOException, SAXException {
        for (long seed = SEED; seed < SEED + SEQUENCES; seed += ONE_IN) {
            RandomServer server = new RandomServer(seed);
            DomainTrees last = server.domain();
            for (Happening happening : Story.of(seed).happenings()) {
                last = server.take(happening).after().trees();
            }
            Element definition = last.persistent().orElseThrow();
            assertEquals(List.of(), problems(definition), "seed " + seed + "\n" + Xml.print(definition));
            if (last.live().isPresent()) {
                Element live = last.live().get();
                assertEquals(List.of(), problems(live), "seed " + seed + ", live\n" + Xml.print(live));
            }
        }
    }

    @Test
    void a_domain_that_is_wrong_does_not_pass() throws IOException, SAXException {
        Element right = new RandomServer(1).domain().persistent().orElseThrow();
        assertEquals(List.of(), problems(right));
        assertFalse(problems(
                        right.changing("devices", devices -> devices.plus(Tree.build("unheard-of", nothing -> {}))))
                .isEmpty());
    }
}

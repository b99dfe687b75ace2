package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import org.junit.jupiter.api.Test;

/** What is tried on a host is what guests will need of it. */
class ProbeDomainTest {
    private static Element cpu(String virtType) {
        return Xml.parse(ProbeDomain.bare(virtType, "pc")).child("cpu").orElseThrow();
    }

    @Test
    void kvm_is_tried_with_the_processor_that_guests_get() {
        assertEquals("host-model", cpu("kvm").value("mode"));
        assertEquals("Nehalem", cpu("qemu").child("model").orElseThrow().text());
    }
}

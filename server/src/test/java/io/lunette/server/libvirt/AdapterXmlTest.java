package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.HostAdapter;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On node devices as libvirt's documentation shows them. */
class AdapterXmlTest {
    private static final Wwn NODE = new Wwn("2001001b32a9da4e");
    private static final Wwn PORT = new Wwn("2101001b32a9da4e");

    private static String device(String inFcHost, String behind) {
        return "<device>\n  <name>scsi_host5</name>\n  <path>/sys/devices/pci0000:00/host5</path>\n"
                + "  <parent>pci_0000_04_00_1</parent>\n  <capability type='scsi_host'>\n    <host>5</host>\n"
                + "    <unique_id>3</unique_id>\n    <capability type='fc_host'>\n" + inFcHost
                + "    </capability>\n" + behind + "  </capability>\n</device>\n";
    }

    private static String names(String wwnn, String wwpn, String fabric) {
        return "<wwnn>" + wwnn + "</wwnn><wwpn>" + wwpn + "</wwpn><fabric_wwn>" + fabric + "</fabric_wwn>";
    }

    @Test
    void an_hba_is_read_whole() {
        String xml = device(
                names(NODE.digits(), PORT.digits(), "2001000dec9877c1"),
                "<capability type='vport_ops'><max_vports>164</max_vports><vports>5</vports></capability>");
        assertEquals(
                Optional.of(new HostAdapter(
                        "scsi_host5",
                        "pci_0000_04_00_1",
                        NODE,
                        PORT,
                        Optional.of(new Wwn("2001000dec9877c1")),
                        Optional.of(new HostAdapter.Vports(5, 164)))),
                AdapterXml.read(xml));
    }

    @Test
    void counts_that_are_not_numbers_count_for_nothing() {
        String xml = device(
                names(NODE.digits(), PORT.digits(), ""),
                "<capability type='vport_ops'><max_vports>many</max_vports></capability>");
        HostAdapter read = AdapterXml.read(xml).orElseThrow();
        assertEquals(Optional.of(new HostAdapter.Vports(0, 0)), read.vports());
        assertEquals(Optional.empty(), read.fabric());
    }

    @Test
    void a_port_without_a_name_and_a_host_without_fibre_channel_are_none() {
        assertEquals(Optional.empty(), AdapterXml.read(device(names("0", "ffffffffffffffff", ""), "")));
        assertEquals(
                Optional.empty(),
                AdapterXml.read("<device><name>scsi_host4</name><capability type='scsi_host'><host>4</host>"
                        + "</capability></device>"));
    }

    @Test
    void a_vhba_is_asked_for_on_the_hba_of_these_names() {
        assertEquals(
                "<device><parent wwnn=\"2000000012341234\" wwpn=\"1000000012341234\"/><capability type=\"scsi_host\">"
                        + "<capability type=\"fc_host\"><wwnn>2001001b32a9da4e</wwnn><wwpn>2101001b32a9da4e</wwpn>"
                        + "</capability></capability></device>",
                AdapterXml.create(
                                NODE,
                                PORT,
                                new ParentAdapter.Named(new Wwn("2000000012341234"), new Wwn("1000000012341234")))
                        .replace('\'', '"'));
    }

    @Test
    void a_vhba_is_asked_for_on_a_fabric() {
        assertEquals(
                "<device><parent fabric_wwn=\"2001000dec9877c1\"/><capability type=\"scsi_host\">"
                        + "<capability type=\"fc_host\"><wwnn>2001001b32a9da4e</wwnn><wwpn>2101001b32a9da4e</wwpn>"
                        + "</capability></capability></device>",
                AdapterXml.create(NODE, PORT, new ParentAdapter.OnFabric(new Wwn("2001000dec9877c1")))
                        .replace('\'', '"'));
    }
}

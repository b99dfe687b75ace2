package io.lunette.server.libvirt;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostAdapter.Vports;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import java.util.Optional;

/** Fibre Channel ports as libvirt writes node devices (formatnode.html, capability {@code scsi_host}). */
final class AdapterXml {
    private AdapterXml() {}

    /** Empty for a node device that is no Fibre Channel port, or whose names mean no single one. */
    static Optional<HostAdapter> read(String xml) {
        Element device = Xml.parse(xml);
        return device.children("capability").stream()
                .filter(capability -> capability.value("type").equals("scsi_host"))
                .findFirst()
                .flatMap(host -> port(device, host));
    }

    private static Optional<HostAdapter> port(Element device, Element host) {
        return capability(host, "fc_host")
                .flatMap(port -> wwn(port, "wwnn")
                        .flatMap(wwnn -> wwn(port, "wwpn")
                                .map(wwpn -> new HostAdapter(
                                        text(device, "name"),
                                        text(device, "parent"),
                                        wwnn,
                                        wwpn,
                                        wwn(port, "fabric_wwn"),
                                        capability(host, "vport_ops").map(AdapterXml::vports)))));
    }

    private static Optional<Element> capability(Element host, String type) {
        return host.children("capability").stream()
                .filter(capability -> capability.value("type").equals(type))
                .findFirst();
    }

    private static Vports vports(Element capability) {
        return new Vports(number(capability, "vports"), number(capability, "max_vports"));
    }

    private static int number(Element parent, String name) {
        String digits = text(parent, name);
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** Of a port that is in no fabric the kernel says so by a name of all ones. */
    private static Optional<Wwn> wwn(Element parent, String name) {
        return Wwn.parse(text(parent, name)).toOptional();
    }

    private static String text(Element parent, String name) {
        return parent.child(name).map(child -> child.text().strip()).orElse("");
    }

    /** What virNodeDeviceCreateXML takes for a vHBA. */
    static String create(Wwn wwnn, Wwn wwpn, ParentAdapter parent) {
        return Xml.print(Tree.build(
                "device",
                device -> device.child("parent", on -> name(on, parent))
                        .child(
                                "capability",
                                host -> host.attribute("type", "scsi_host")
                                        .child(
                                                "capability",
                                                port -> port.attribute("type", "fc_host")
                                                        .text("wwnn", wwnn)
                                                        .text("wwpn", wwpn)))));
    }

    private static void name(Tree element, ParentAdapter parent) {
        switch (parent) {
            case ParentAdapter.Named(Wwn wwnn, Wwn wwpn) ->
                element.attribute("wwnn", wwnn).attribute("wwpn", wwpn);
            case ParentAdapter.OnFabric(Wwn fabric) -> element.attribute("fabric_wwn", fabric);
        }
    }
}

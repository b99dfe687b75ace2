package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.util.Comparator;
import java.util.List;

/** The targets that a portal names to a host (SendTargets), which libvirt lets iscsiadm ask for. Blocks. */
final class NamedTargets {
    private NamedTargets() {}

    /** Sorted, each once. */
    static List<Iqn> of(HostConnection connection, Portal portal) throws LibvirtError {
        String source = Xml.print(Tree.build(
                "source",
                from -> from.child(
                        "host", at -> at.attribute("name", portal.host()).attribute("port", portal.port()))));
        String found = LibvirtError.check(
                        LIBVIRT.virConnectFindStoragePoolSources(connection.pointer(), "iscsi", source, 0))
                .toString();
        return Xml.parse(found).children("source").stream()
                .flatMap(each -> each.child("device").stream())
                .flatMap(device -> Iqn.parse(device.value("path")).toOptional().stream())
                .distinct()
                .sorted(Comparator.comparing(Iqn::text))
                .toList();
    }
}

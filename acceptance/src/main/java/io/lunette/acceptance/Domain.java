package io.lunette.acceptance;

import io.lunette.domainxml.Xml;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** A server's domain as libvirt reports it. */
public record Domain(Element xml) {

    public static Domain live(String server) {
        return new Domain(Xml.parse(Command.run("virsh", "dumpxml", server).must()));
    }

    public static Domain persistent(String server) {
        return new Domain(
                Xml.parse(Command.run("virsh", "dumpxml", "--inactive", server).must()));
    }

    public static boolean exists(String server) {
        return Command.run("virsh", "domstate", server).status() == 0;
    }

    private List<Element> devices(String kind) {
        return Xml.children(Xml.child(xml, "devices").orElseThrow(), kind);
    }

    /** {@code index:model} of each SCSI controller. */
    public List<String> scsiControllers() {
        return devices("controller").stream()
                .filter(controller -> controller.getAttribute("type").equals("scsi"))
                .map(controller -> controller.getAttribute("index") + ":" + controller.getAttribute("model"))
                .sorted()
                .toList();
    }

    public Optional<Element> disk(String volume) {
        return devices("disk").stream()
                .filter(disk -> Xml.child(disk, "alias")
                        .filter(alias -> alias.getAttribute("name").equals("ua-" + volume))
                        .isPresent())
                .findFirst();
    }

    /** {@code controller:bus:target:unit} of a volume's disk. */
    public String address(String volume) {
        Element address =
                disk(volume).flatMap(disk -> Xml.child(disk, "address")).orElseThrow();
        return String.join(
                ":",
                address.getAttribute("controller"),
                address.getAttribute("bus"),
                address.getAttribute("target"),
                address.getAttribute("unit"));
    }
}

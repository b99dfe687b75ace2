package io.lunette.acceptance;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A server's domain as libvirt reports it. */
public record Domain(Element xml) {

    public static Domain live(String server) {
        return new Domain(Xml.parse(Command.run("virsh", "dumpxml", server).must()));
    }

    /** What runs of a server of this lab, wherever its libvirtd is. */
    public static Domain of(Lab lab, String server) {
        return new Domain(Xml.parse(lab.virsh("dumpxml", server).must()));
    }

    /** Its definition, likewise. */
    public static Domain defined(Lab lab, String server) {
        return new Domain(Xml.parse(lab.virsh("dumpxml", "--inactive", server).must()));
    }

    public static Domain persistent(String server) {
        return new Domain(
                Xml.parse(Command.run("virsh", "dumpxml", "--inactive", server).must()));
    }

    public static boolean exists(String server) {
        return Command.run("virsh", "domstate", server).status() == 0;
    }

    private List<Element> devices(String kind) {
        return xml.child("devices").orElseThrow().children(kind);
    }

    /** {@code index:model} of each SCSI controller. */
    public List<String> scsiControllers() {
        return devices("controller").stream()
                .filter(controller -> controller.value("type").equals("scsi"))
                .map(controller -> controller.value("index") + ":" + controller.value("model"))
                .sorted()
                .toList();
    }

    /** {@code controller:bus:target:unit} of each disk. */
    public List<String> addresses() {
        return devices("disk").stream().map(Domain::address).toList();
    }

    /** The volumes that are disks here, by their aliases. */
    public Set<String> volumes() {
        return devices("disk").stream()
                .flatMap(disk -> disk.child("alias").stream())
                .map(alias -> alias.value("name"))
                .filter(alias -> alias.startsWith("ua-") && !alias.startsWith("ua-lunette-"))
                .map(alias -> alias.substring("ua-".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Indexes of SCSI controllers that carry no disk. */
    public List<String> idleControllers() {
        Set<String> used = devices("disk").stream()
                .flatMap(disk -> disk.child("address").stream())
                .map(address -> address.value("controller"))
                .collect(Collectors.toSet());
        return devices("controller").stream()
                .filter(controller -> controller.value("type").equals("scsi"))
                .map(controller -> controller.value("index"))
                .filter(index -> !used.contains(index))
                .toList();
    }

    public Optional<Element> disk(String volume) {
        return devices("disk").stream()
                .filter(disk -> disk.child("alias")
                        .filter(alias -> alias.value("name").equals("ua-" + volume))
                        .isPresent())
                .findFirst();
    }

    /** {@code controller:bus:target:unit} of a volume's disk. */
    public String address(String volume) {
        return address(disk(volume).orElseThrow());
    }

    private static String address(Element disk) {
        Element address = disk.child("address").orElseThrow();
        return String.join(
                ":", address.value("controller"), address.value("bus"), address.value("target"), address.value("unit"));
    }
}

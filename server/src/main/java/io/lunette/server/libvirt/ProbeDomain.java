package io.lunette.server.libvirt;

import io.lunette.domainxml.Xml;
import java.util.UUID;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A domain that lives for a moment, to see what a host can do. It has no disk and 16 MiB, is gone when it stops, when
 * the connection breaks, and when its firmware gives up and wants to start again.
 */
final class ProbeDomain {
    private static final int SPARE_PORTS = 16;

    private ProbeDomain() {}

    /** With next to nothing in it, so that its firmware is done soon. */
    static String bare(String virtType, String machine) {
        return xml(virtType, machine, false);
    }

    /** Emulated, with a place for each model of SCSI controller. */
    static String withRoom(String machine) {
        return xml("qemu", machine, machine.contains("q35"));
    }

    private static String xml(String virtType, String machine, boolean ports) {
        Document document = Xml.newDocument();
        Element domain = document.createElement("domain");
        domain.setAttribute("type", virtType);
        add(domain, "name", name -> name.setTextContent("lunette-probe-" + UUID.randomUUID()));
        add(domain, "memory", memory -> {
            memory.setAttribute("unit", "MiB");
            memory.setTextContent("16");
        });
        add(domain, "vcpu", vcpu -> vcpu.setTextContent("1"));
        add(domain, "os", os -> {
            add(os, "type", type -> {
                type.setAttribute("machine", machine);
                type.setTextContent("hvm");
            });
            add(os, "bios", bios -> bios.setAttribute("rebootTimeout", "0"));
        });
        add(domain, "features", features -> add(features, "acpi", acpi -> {}));
        add(domain, "on_reboot", action -> action.setTextContent("destroy"));
        add(domain, "devices", devices -> devices(devices, ports));
        return Xml.print(domain);
    }

    private static void devices(Element devices, boolean ports) {
        controller(devices, "usb", 0, "none");
        if (ports) {
            controller(devices, "pci", 0, "pcie-root");
            for (int index = 1; index <= SPARE_PORTS; index++) {
                controller(devices, "pci", index, "pcie-root-port");
            }
            // Most SCSI controllers are conventional PCI devices, and a root port takes none.
            controller(devices, "pci", SPARE_PORTS + 1, "pcie-to-pci-bridge");
        }
        add(devices, "memballoon", balloon -> balloon.setAttribute("model", "none"));
    }

    private static void controller(Element devices, String type, int index, String model) {
        add(devices, "controller", controller -> {
            controller.setAttribute("type", type);
            controller.setAttribute("index", String.valueOf(index));
            controller.setAttribute("model", model);
        });
    }

    private static void add(Element parent, String name, Consumer<Element> content) {
        Element child = parent.getOwnerDocument().createElement(name);
        content.accept(child);
        parent.appendChild(child);
    }
}

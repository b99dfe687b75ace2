package io.lunette.server.libvirt;

import io.lunette.domainxml.GuestCpu;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import java.util.UUID;

/**
 * A domain that lives for a moment, to see what a host can do. It has the processor of guests, no disk and 16 MiB, is gone
 * when it stops, when the connection breaks, and when its firmware gives up and wants to start again.
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
        return Xml.print(Tree.build(
                "domain",
                domain -> domain.attribute("type", virtType)
                        .text("name", "lunette-probe-" + UUID.randomUUID())
                        .child(
                                "memory",
                                memory -> memory.attribute("unit", "MiB").content(16))
                        .text("vcpu", 1)
                        .child(
                                "os",
                                os -> os.child(
                                                "type",
                                                type -> type.attribute("machine", machine)
                                                        .content("hvm"))
                                        .child("bios", bios -> bios.attribute("rebootTimeout", 0)))
                        .child("features", features -> features.child("acpi"))
                        .child("cpu", GuestCpu.of(virtType))
                        .text("on_reboot", "destroy")
                        .child("devices", devices -> devices(devices, ports))));
    }

    private static void devices(Tree devices, boolean ports) {
        controller(devices, "usb", 0, "none");
        if (ports) {
            controller(devices, "pci", 0, "pcie-root");
            for (int index = 1; index <= SPARE_PORTS; index++) {
                controller(devices, "pci", index, "pcie-root-port");
            }
            // Most SCSI controllers are conventional PCI devices, and a root port takes none.
            controller(devices, "pci", SPARE_PORTS + 1, "pcie-to-pci-bridge");
        }
        devices.child("memballoon", balloon -> balloon.attribute("model", "none"));
    }

    private static void controller(Tree devices, String type, int index, String model) {
        devices.child(
                "controller",
                controller -> controller
                        .attribute("type", type)
                        .attribute("index", index)
                        .attribute("model", model));
    }
}

package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Xml;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * Gives PCI devices their places as libvirt does: on an express machine (q35) a root port for each express device and a
 * slot behind a pcie-to-pci-bridge for each conventional one, which most SCSI controllers are; else a slot of the one bus.
 */
final class PciPlaces {
    private static final int SLOTS = 31;
    private static final String PORT = "pcie-root-port";
    private static final String BRIDGE = "pcie-to-pci-bridge";
    private static final Set<String> EXPRESS_CONTROLLERS = Set.of("virtio-scsi", "virtio-non-transitional");

    private final Devices devices;
    private final boolean grows;

    /**
     * Places beside these devices.
     *
     * @param grows missing ports and bridges are made, as in a definition; else there must be room */
    PciPlaces(Devices devices, boolean grows) {
        this.devices = devices;
        this.grows = grows;
    }

    /** Adds an address to a device that has none. */
    void assign(Element device) throws DeviceRules.Refusal {
        if (Xml.child(device, "address").isPresent()) {
            return;
        }
        if (!isExpressMachine()) {
            address(device, 0, freeSlot(0));
        } else if (isConventional(device)) {
            int bus = bridge();
            address(device, bus, freeSlot(bus));
        } else {
            address(device, freePort(), 0);
        }
    }

    private boolean isExpressMachine() {
        return bridges("pcie-root").findAny().isPresent();
    }

    private static boolean isConventional(Element device) {
        return device.getAttribute("type").equals("scsi")
                && !EXPRESS_CONTROLLERS.contains(device.getAttribute("model"));
    }

    private Stream<Element> bridges(String model) {
        return devices.controllers("pci")
                .filter(controller -> controller.getAttribute("model").equals(model));
    }

    private static void address(Element device, int bus, int slot) {
        Element address = device.getOwnerDocument().createElement("address");
        address.setAttribute("type", "pci");
        address.setAttribute("domain", "0x0000");
        address.setAttribute("bus", "0x%02x".formatted(bus));
        address.setAttribute("slot", "0x%02x".formatted(slot));
        address.setAttribute("function", "0x0");
        device.appendChild(address);
    }

    private int freePort() throws DeviceRules.Refusal {
        Set<Integer> taken = taken(address -> Devices.number(address, "bus"), addresses());
        return orMade(
                PORT,
                bridges(PORT)
                        .map(port -> Devices.number(port, "index"))
                        .filter(index -> !taken.contains(index))
                        .findFirst());
    }

    private int bridge() throws DeviceRules.Refusal {
        return orMade(
                BRIDGE,
                bridges(BRIDGE).map(bridge -> Devices.number(bridge, "index")).findFirst());
    }

    private int orMade(String model, Optional<Integer> found) throws DeviceRules.Refusal {
        if (found.isEmpty() && !grows) {
            throw new DeviceRules.Refusal("internal error: No more available PCI slots");
        }
        return found.orElseGet(() -> make(model));
    }

    private int make(String model) {
        int index = devices.controllers("pci")
                        .mapToInt(controller -> Devices.number(controller, "index"))
                        .max()
                        .orElse(0)
                + 1;
        Element made = devices.create("controller");
        made.setAttribute("type", "pci");
        made.setAttribute("index", String.valueOf(index));
        made.setAttribute("model", model);
        devices.add(made);
        return index;
    }

    private int freeSlot(int bus) throws DeviceRules.Refusal {
        Set<Integer> taken = taken(
                address -> Devices.number(address, "slot"),
                addresses().filter(address -> Devices.number(address, "bus") == bus));
        return IntStream.rangeClosed(1, SLOTS)
                .filter(slot -> !taken.contains(slot))
                .boxed()
                .findFirst()
                .orElseThrow(() -> new DeviceRules.Refusal("internal error: No more available PCI slots"));
    }

    private Stream<Element> addresses() {
        return devices.all()
                .flatMap(device -> Xml.child(device, "address").stream())
                .filter(address -> address.getAttribute("type").equals("pci"));
    }

    private static Set<Integer> taken(ToIntFunction<Element> part, Stream<Element> addresses) {
        return addresses.mapToInt(part).boxed().collect(Collectors.toSet());
    }
}
